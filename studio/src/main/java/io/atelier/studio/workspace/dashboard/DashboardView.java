package io.atelier.studio.workspace.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.analytics.ComponentDef;
import io.atelier.platform.analytics.ComponentDef.Place;
import io.atelier.platform.analytics.Dashboard;
import io.atelier.platform.analytics.DashboardService;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.record.AggregateRow;
import io.atelier.studio.component.Chart;
import io.atelier.studio.component.DashboardGrid;
import io.atelier.studio.component.DashboardGrid.TilePosition;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.ValueText;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One dashboard. Who may shape it drags its tiles; a click on a figure opens the records behind it. */
@Route("dashboards/:id")
@PermitAll
final class DashboardView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Workspace workspace;
    private final DashboardService dashboards;
    private Dashboard dashboard = new Dashboard(0, "", 0, List.of());
    private boolean editing;

    DashboardView(Workspace workspace, DashboardService dashboards) {
        this.workspace = workspace;
        this.dashboards = dashboards;
        addClassNames("page", "dashboard");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        dashboard = event.getRouteParameters()
                .get("id")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .flatMap(this::find)
                .orElseThrow(NotFoundException::new);
        show();
    }

    private Optional<Dashboard> find(long id) {
        return dashboards.all(workspace.actor()).stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst();
    }

    private void show() {
        removeAll();
        add(header(), grid());
    }

    private Component header() {
        Anchor back = new Anchor("dashboards", getTranslation("dashboard.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, editing ? nameField() : new H1(dashboard.name()));
        heading.addClassName("heading-stack");
        Div tools = new Div();
        tools.addClassName("tools");
        if (workspace.access().has(Permission.MANAGE_DASHBOARDS)) {
            Button add = new Button(
                    getTranslation("dashboard.component.add"),
                    ModuleIcon.decorative(VaadinIcon.PLUS),
                    _ -> new ComponentDialog(workspace, this::append).open());
            add.setId("component-add");
            Button edit = new Button(getTranslation(editing ? "dashboard.done" : "dashboard.edit"), _ -> {
                editing = !editing;
                show();
            });
            edit.setId("dashboard-edit");
            tools.add(add, edit);
        }
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Component nameField() {
        TextField name = new TextField(getTranslation("dashboard.name"));
        name.setValue(dashboard.name());
        name.setMaxLength(Dashboard.MAX_NAME);
        name.setId("dashboard-name");
        name.addValueChangeListener(event ->
                save(new Dashboard(dashboard.id(), event.getValue(), dashboard.version(), dashboard.components())));
        return name;
    }

    private Component grid() {
        if (dashboard.components().isEmpty()) {
            Div empty = new Div(new Span(getTranslation("dashboard.empty")));
            empty.addClassName("empty-state");
            return empty;
        }
        DashboardGrid grid = new DashboardGrid();
        grid.setColumns(Place.COLUMNS);
        grid.setEditable(editing);
        grid.setLabels(new DashboardGrid.Labels(
                getTranslation("dashboard.grid.handle"),
                getTranslation("dashboard.grid.moved"),
                getTranslation("dashboard.grid.resized"),
                getTranslation("dashboard.grid.blocked")));
        for (ComponentDef component : dashboard.components()) {
            Place place = component.place();
            grid.addTile(
                    new TilePosition(component.id(), place.x(), place.y(), place.w(), place.h()),
                    titleOf(component),
                    tile(component));
        }
        grid.addLayoutListener(this::arrange);
        return grid;
    }

    private void arrange(List<TilePosition> positions) {
        Map<String, TilePosition> byId =
                positions.stream().collect(Collectors.toMap(TilePosition::id, Function.identity(), (a, _) -> a));
        save(dashboard.withComponents(dashboard.components().stream()
                .map(component -> Optional.ofNullable(byId.get(component.id()))
                        .map(p -> component.at(new Place(p.x(), p.y(), p.w(), p.h())))
                        .orElse(component))
                .toList()));
    }

    private void append(ComponentDef component) {
        boolean number = component.kind() == ComponentDef.Kind.NUMBER;
        List<ComponentDef> components = new ArrayList<>(dashboard.components());
        components.add(component.at(freePlace(number ? 3 : 6, number ? 2 : 4)));
        save(dashboard.withComponents(components));
        show();
    }

    /** Returns the first room from the top left that is large enough. */
    private Place freePlace(int w, int h) {
        for (int y = 0; ; y++) {
            for (int x = 0; x + w <= Place.COLUMNS; x++) {
                Place candidate = new Place(x, y, w, h);
                if (dashboard.components().stream().noneMatch(c -> overlap(c.place(), candidate))) {
                    return candidate;
                }
            }
        }
    }

    private static boolean overlap(Place a, Place b) {
        return a.x() < b.x() + b.w() && b.x() < a.x() + a.w() && a.y() < b.y() + b.h() && b.y() < a.y() + a.h();
    }

    private void save(Dashboard changed) {
        dashboard = dashboards.save(workspace.actor(), changed);
    }

    private String titleOf(ComponentDef component) {
        return component.title().in(workspace.locale());
    }

    private Component tile(ComponentDef component) {
        Div tile = new Div();
        tile.addClassNames("card", "dashboard-tile");
        tile.getElement().setAttribute("data-component", component.id());
        Div head = new Div(new H2(titleOf(component)));
        head.addClassName("tile-head");
        tile.add(head);
        if (editing) {
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> {
                save(dashboard.withComponents(dashboard.components().stream()
                        .filter(other -> !other.id().equals(component.id()))
                        .toList()));
                show();
            });
            remove.setAriaLabel(getTranslation("dashboard.component.remove", titleOf(component)));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            head.add(remove);
        }
        try {
            ModuleDef module = workspace.module(component.module());
            List<AggregateRow> rows = dashboards.figures(workspace.actor(), component);
            tile.add(
                    component.kind() == ComponentDef.Kind.NUMBER
                            ? number(component, module, rows.getFirst())
                            : chart(component, module, rows));
        } catch (PlatformException _) {
            // A field may be hidden from this reader, or gone: the tile says so and the others stay.
            tile.add(new Span(getTranslation("dashboard.component.unavailable")));
        }
        return tile;
    }

    private Component number(ComponentDef component, ModuleDef module, AggregateRow row) {
        Anchor figure = new Anchor(drillDown(component, row), text(component, module, row));
        figure.getElement().setAttribute("router-link", true);
        figure.addClassName("dashboard-number");
        return figure;
    }

    private String text(ComponentDef component, ModuleDef module, AggregateRow row) {
        return workspace
                .access()
                .findField(module, component.measured())
                .map(field -> workspace.values().of(field, new FieldValue.Number(row.value())))
                .orElseGet(
                        () -> NumberFormat.getNumberInstance(workspace.locale()).format(row.value()));
    }

    private Component chart(ComponentDef component, ModuleDef module, List<AggregateRow> rows) {
        FieldDef group = module.field(component.groupBy());
        List<AggregateRow> ordered = ordered(component, group, rows);
        List<String> categories =
                ordered.stream().map(row -> categoryOf(group, row)).toList();
        Chart chart = new Chart(
                switch (component.kind()) {
                    case BAR, NUMBER -> Chart.Type.BAR;
                    case FUNNEL -> Chart.Type.FUNNEL;
                    case DONUT -> Chart.Type.DONUT;
                });
        chart.setData(
                categories,
                List.of(new Chart.Series(
                        titleOf(component),
                        ordered.stream()
                                .<@Nullable Double>map(row -> row.value().doubleValue())
                                .toList())));
        chart.setColours(coloursOf(group, ordered));
        chart.setTitle("", summary(component, module, ordered, categories));
        chart.setLabels(new Chart.Labels(
                group.label().in(workspace.locale()),
                titleOf(component),
                getTranslation("dashboard.chart.share"),
                getTranslation("dashboard.chart.total"),
                getTranslation("dashboard.chart.empty"),
                getTranslation("dashboard.chart.chart"),
                getTranslation("dashboard.chart.keys")));
        chart.setSizeFull();
        chart.addSliceListener(slice -> {
            if (slice.index() >= 0 && slice.index() < ordered.size()) {
                UI.getCurrent()
                        .navigate(Routes.list(component.module()), parameters(component, ordered.get(slice.index())));
            }
        });
        return chart;
    }

    /** A funnel follows its picklist's order, as stages do; other charts go by size. */
    private static List<AggregateRow> ordered(ComponentDef component, FieldDef group, List<AggregateRow> rows) {
        if (component.kind() != ComponentDef.Kind.FUNNEL || group.type() != FieldType.PICKLIST) {
            return rows;
        }
        List<String> order = group.values().stream().map(PicklistValue::value).toList();
        return rows.stream()
                .sorted(Comparator.comparingInt(row ->
                        row.key() instanceof FieldValue.Text(String text) ? order.indexOf(text) : Integer.MAX_VALUE))
                .toList();
    }

    private String categoryOf(FieldDef group, AggregateRow row) {
        ValueText values = workspace.values();
        if (row.key().isNull()) {
            return getTranslation("dashboard.chart.none");
        }
        return row.label().isEmpty() ? values.of(group, row.key()) : row.label();
    }

    private static List<String> coloursOf(FieldDef group, List<AggregateRow> rows) {
        List<String> colours = rows.stream()
                .map(row -> row.key() instanceof FieldValue.Text(String text)
                        ? group.findValue(text).map(PicklistValue::colour).orElse("")
                        : "")
                .toList();
        return colours.stream().allMatch(colour -> !colour.isEmpty()) ? colours : List.of();
    }

    private String summary(ComponentDef component, ModuleDef module, List<AggregateRow> rows, List<String> categories) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            parts.add(categories.get(i) + ": " + text(component, module, rows.get(i)));
        }
        return titleOf(component) + ". " + String.join("; ", parts);
    }

    private String drillDown(ComponentDef component, AggregateRow row) {
        String query = parameters(component, row).getQueryString();
        return Routes.list(component.module()) + (query.isEmpty() ? "" : "?" + query);
    }

    private QueryParameters parameters(ComponentDef component, AggregateRow row) {
        String filter = dashboards.behind(component, row).toText();
        return filter.isEmpty() ? QueryParameters.empty() : QueryParameters.simple(Map.of("filter", filter));
    }

    @Override
    public String getPageTitle() {
        return dashboard.name();
    }
}
