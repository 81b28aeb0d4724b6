package io.atelier.studio.workspace.share;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.RecordShare;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.ShareService;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.NativeCells;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Whom one record is shared with by hand; what is changed holds at once. */
final class ShareDialog extends Dialog {
    private final Workspace workspace;
    private final Principals principals;
    private final ShareService shares;
    private final ModuleDef module;
    private final CrmRecord record;
    private final Grid<RecordShare> grid = new Grid<>();
    private final PrincipalPicker picker;
    private final LevelBox level;

    ShareDialog(Workspace workspace, Principals principals, ShareService shares, ModuleDef module, CrmRecord record) {
        this.workspace = workspace;
        this.principals = principals;
        this.shares = shares;
        this.module = module;
        this.record = record;
        setId("share-dialog");
        setHeaderTitle(workspace.text("share.title", workspace.nameOf(module, record)));
        setWidth("min(48rem, 96vw)");
        picker = new PrincipalPicker("share-who", principals, workspace, Arrays.asList(Principal.Kind.values()));
        level = new LevelBox(principals, workspace);
        level.setId("share-level");
        Button add = new Button(workspace.text("share.add"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> share());
        add.setId("share-add");
        add.addThemeVariants(ButtonVariant.PRIMARY);
        Div row = new Div(picker, level, add);
        row.addClassName("share-row");
        Paragraph hint = new Paragraph(workspace.text("share.hint"));
        hint.addClassName("hint");
        configureGrid();
        add(hint, row, grid);
        Button done = new Button(workspace.text("share.done"), _ -> close());
        done.setId("share-done");
        getFooter().add(done);
        refresh();
    }

    private void configureGrid() {
        grid.setId("share-grid");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setEmptyStateText(workspace.text("share.empty"));
        grid.getElement().setAttribute("aria-label", workspace.text("share.grid"));
        grid.addColumn(share -> principals.text(share.principal()))
                .setHeader(workspace.text("share.who"))
                .setFlexGrow(2);
        List<NativeCells.Option> levels = Arrays.stream(AccessLevel.values())
                .map(each -> new NativeCells.Option(each.name(), principals.level(each)))
                .toList();
        grid.addColumn(NativeCells.choice(
                        _ -> levels,
                        share -> share.access().name(),
                        share -> workspace.text("share.level.of", principals.text(share.principal())),
                        (share, wanted) -> put(share.principal(), AccessLevel.valueOf(wanted))))
                .setHeader(workspace.text("share.level"));
        grid.addColumn(share -> principals.name(
                        new Principal(Principal.Kind.USER, share.sharedBy().value())))
                .setHeader(workspace.text("share.by"));
        grid.addComponentColumn(this::remover).setWidth("4rem").setFlexGrow(0);
    }

    private Button remover(RecordShare share) {
        Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> {
            shares.unshare(workspace.actor(), module.apiName(), record.id(), share.principal());
            refresh();
        });
        remove.setAriaLabel(workspace.text("share.remove", principals.text(share.principal())));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        return remove;
    }

    private void share() {
        picker.require().ifPresent(chosen -> {
            put(chosen, level.level());
            picker.clear();
        });
    }

    private void put(Principal principal, AccessLevel wanted) {
        try {
            shares.share(workspace.actor(), module.apiName(), record.id(), principal, wanted);
        } catch (ViolationsException e) {
            Toast.error(
                    workspace.text("share.refused"),
                    e.violations().stream().map(Violation::message).collect(Collectors.joining(" ")));
        }
        refresh();
    }

    private void refresh() {
        GridRows.show(grid, shares.shares(workspace.actor(), module.apiName(), record.id()));
    }
}
