package io.atelier.studio.setup.export;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.atelier.platform.access.Permission;
import io.atelier.platform.org.Actor;
import io.atelier.platform.transfer.ExportService;
import io.atelier.platform.transfer.ExportStyle;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.StepUp;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;

/** Everything as one archive, for who has just shown that it is them. */
@Route("setup/export")
@Menu(title = "shell.export", order = 520, icon = "vaadin:archive")
@Needs(value = Permission.MANAGE_ORGANIZATION, administrator = true)
@PermitAll
final class ExportView extends Div implements HasDynamicTitle {
    ExportView(CurrentActor current, ExportService exports, StepUp stepUp) {
        current.access().require(Permission.MANAGE_ORGANIZATION);
        addClassNames("page", "door");
        Paragraph hint = new Paragraph(getTranslation("shell.export.hint"));
        hint.addClassName("hint");
        Paragraph secrets = new Paragraph(getTranslation("shell.export.secrets"));
        Actor actor = current.actor();
        Anchor download = download(exports, actor, new ExportStyle(current.locale(), current.zone()));
        Button start = new Button(
                getTranslation("shell.export.start"),
                _ -> stepUp.run(actor, () -> {
                    exports.requireEverything(actor);
                    download.getElement().executeJs("this.click()");
                }));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setId("export-everything");
        Div card = new Div(new Paragraph(getTranslation("shell.export.contents")), secrets, new Div(start), download);
        card.addClassNames("card", "door");
        add(new H1(getTranslation("shell.export")), hint, card);
    }

    /** Clicked by the server once it knows who asks; the service asks again. */
    private static Anchor download(ExportService exports, Actor actor, ExportStyle style) {
        DownloadHandler handler = event -> {
            event.setFileName("atelier-" + LocalDate.now(style.zone()) + ".zip");
            event.setContentType("application/zip");
            exports.everything(actor, style, event.getOutputStream());
        };
        Anchor anchor = new Anchor(handler, AttachmentType.DOWNLOAD, "");
        anchor.getStyle().set("display", "none");
        return anchor;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.export");
    }
}
