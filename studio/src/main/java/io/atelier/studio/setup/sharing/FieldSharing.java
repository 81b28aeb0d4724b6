package io.atelier.studio.setup.sharing;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.studio.component.NativeCells;
import io.atelier.studio.component.Toast;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.Principals;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which fields of people share a record with whom they name. */
final class FieldSharing extends Section {
    private static final String NOTHING = "";

    FieldSharing(Workspace workspace, Principals principals, SharingService sharing, ModuleDef module) {
        addClassNames("card", "form-card");
        Paragraph hint = new Paragraph(workspace.text("sharing.fields.hint"));
        hint.addClassName("hint");
        List<NativeCells.Option> levels = Stream.concat(
                        Stream.of(new NativeCells.Option(NOTHING, workspace.text("sharing.fields.nothing"))),
                        Arrays.stream(AccessLevel.values())
                                .map(each -> new NativeCells.Option(each.name(), principals.level(each))))
                .toList();
        Grid<FieldDef> grid = new Grid<>();
        grid.setId("field-sharing");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(workspace.text("sharing.fields.none"));
        grid.getElement().setAttribute("aria-label", workspace.text("sharing.fields"));
        grid.addColumn(field -> name(workspace, field)).setHeader(workspace.text("sharing.fields.field"));
        grid.addColumn(NativeCells.choice(
                        _ -> levels,
                        field -> sharing.fieldShare(workspace.actor(), module.apiName(), field.apiName())
                                .map(AccessLevel::name)
                                .orElse(NOTHING),
                        field -> workspace.text("sharing.fields.of", name(workspace, field)),
                        (field, wanted) -> {
                            Optional<AccessLevel> level = wanted.equals(NOTHING)
                                    ? Optional.empty()
                                    : Optional.of(AccessLevel.valueOf(wanted));
                            boolean done = Attempt.of(
                                    workspace,
                                    () -> sharing.shareThrough(
                                            workspace.actor(), module.apiName(), field.apiName(), level));
                            if (done) {
                                Toast.success(workspace.text("sharing.fields.saved", name(workspace, field)));
                            }
                            grid.getDataProvider().refreshItem(field);
                        }))
                .setHeader(workspace.text("share.level"));
        grid.setItems(module.fields().stream()
                .filter(field -> !field.system() && (field.kind() == ValueKind.USER || field.kind() == ValueKind.USERS))
                .toList());
        add(new H2(workspace.text("sharing.fields")), hint, grid);
    }

    private static String name(Workspace workspace, FieldDef field) {
        return field.label().in(workspace.locale());
    }
}
