package io.atelier.studio.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.transfer.ExportService;
import io.atelier.platform.transfer.ExportStyle;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Locale;

/** Takes what a list shows out as CSV: filtered, searched and sorted as it is. */
final class ExportDialog extends Dialog {
    private final Workspace workspace;
    private final RadioButtonGroup<Columns> columns = new RadioButtonGroup<>();

    private enum Columns {
        SHOWN,
        ALL
    }

    ExportDialog(Workspace workspace, ExportService exports, RecordQuery query, ExportStyle style, String count) {
        this.workspace = workspace;
        setId("export");
        setHeaderTitle(workspace.text("list.export.title", count));
        setWidth("min(28rem, 96vw)");
        columns.setLabel(workspace.text("list.export.columns"));
        columns.setItems(Columns.values());
        columns.setValue(Columns.SHOWN);
        columns.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        columns.setItemLabelGenerator(
                choice -> workspace.text("list.export.columns." + choice.name().toLowerCase(Locale.ROOT)));
        add(columns, new Paragraph(workspace.text("list.export.hint")));
        Anchor download = new Anchor(
                handler(exports, query, style), AttachmentType.DOWNLOAD, workspace.text("list.export.download"));
        download.setId("export-download");
        download.addClassNames("button-link", "primary-link");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), download);
    }

    private DownloadHandler handler(ExportService exports, RecordQuery query, ExportStyle style) {
        Actor actor = workspace.actor();
        return event -> {
            RecordQuery wanted = columns.getValue() == Columns.SHOWN ? query : query.selecting(List.of());
            event.setFileName(query.module() + ".csv");
            event.setContentType("text/csv");
            exports.csv(actor, wanted, style, event.getOutputStream());
        };
    }
}
