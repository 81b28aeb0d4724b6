package io.atelier.studio.setup.rights;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.SharingPreview;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;

/** Says which records a change will show and hide, and saves it if the person wants so. */
final class PreviewDialog extends Dialog {
    /** More modules are told of by their number. */
    private static final int MAX_MODULES = 10;

    private final Workspace workspace;

    PreviewDialog(
            Workspace workspace, SharingPreview change, SharingPreview joining, Runnable save, Runnable cancelled) {
        this.workspace = workspace;
        setId("preview-dialog");
        setHeaderTitle(workspace.text("preview.title"));
        setWidth("min(40rem, 96vw)");
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
        Div content = new Div();
        content.addClassName("dialog-fields");
        for (SharingPreview.OfModule each :
                change.modules().stream().limit(MAX_MODULES).toList()) {
            workspace.findModule(each.module()).ifPresent(module -> content.add(of(module, each)));
        }
        if (change.modules().size() > MAX_MODULES) {
            content.add(new Paragraph(
                    workspace.text("preview.modules", change.modules().size() - MAX_MODULES)));
        }
        for (SharingPreview.OfModule each : joining.modules()) {
            workspace
                    .findModule(each.module())
                    .ifPresent(module -> content.add(
                            new H3(module.plural().in(workspace.locale())),
                            new Paragraph(workspace.text(
                                    "preview.joining", count(each.shown().count()))),
                            samples(module, each.shown().samples())));
        }
        if (!change.finished() || !joining.finished()) {
            Paragraph unfinished =
                    new Paragraph(workspace.text("preview.unfinished", ExplainService.PATIENCE.toSeconds()));
            unfinished.setId("preview-unfinished");
            content.add(unfinished);
        }
        add(content);
        Button cancel = new Button(workspace.text("record.dialog.cancel"), _ -> {
            close();
            cancelled.run();
        });
        cancel.setId("preview-cancel");
        Button done = new Button(workspace.text("preview.save"), _ -> {
            close();
            save.run();
        });
        done.setId("preview-save");
        done.setAutofocus(true);
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, done);
    }

    private Component of(ModuleDef module, SharingPreview.OfModule change) {
        Div block = new Div(new H3(module.plural().in(workspace.locale())));
        if (!change.shown().isNone()) {
            block.add(
                    new Paragraph(workspace.text(
                            "preview.shown",
                            count(change.shown().count()),
                            change.shown().people())),
                    samples(module, change.shown().samples()));
        }
        if (!change.hidden().isNone()) {
            block.add(
                    new Paragraph(workspace.text(
                            "preview.hidden",
                            count(change.hidden().count()),
                            change.hidden().people())),
                    samples(module, change.hidden().samples()));
        }
        return block;
    }

    private String count(CappedCount count) {
        return workspace.text(count.exact() ? "preview.count" : "preview.count.more", count.count());
    }

    /** Names only what the person sees themselves. */
    private UnorderedList samples(ModuleDef module, List<Long> ids) {
        UnorderedList list = new UnorderedList();
        for (long id : ids) {
            workspace.find(module, id).ifPresent(record -> {
                Anchor link = new Anchor(Routes.record(module.apiName(), id), record.name());
                link.setTarget(AnchorTarget.BLANK);
                list.add(new ListItem(link));
            });
        }
        list.setVisible(list.getComponentCount() > 0);
        return list;
    }
}
