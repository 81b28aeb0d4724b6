package io.atelier.studio.workspace.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Access;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Notice;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordLockService;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.transfer.ExportService;
import io.atelier.platform.transfer.ExportStyle;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.PicklistBadge;
import io.atelier.studio.component.Toast;
import io.atelier.studio.component.ValueText;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.shell.UiNotices;
import io.atelier.studio.workspace.records.RecordDialog;
import io.atelier.studio.workspace.records.UndoOffer;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.text.NumberFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The records of a module. What is shown is in the address: {@code ?filter=…&search=…&bin=recycled}. */
@Route(Routes.LIST)
@PermitAll
final class ListView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int REASONS_SHOWN = 3;

    private final Workspace workspace;
    private final RecordService records;
    private final RecordLockService locks;
    private final UiNotices notices;
    private final UndoOffer undo;
    private final ExportService exports;

    private final H1 title = new H1();
    private final Span count = new Span();
    private final TextField search = new TextField();
    private final Button filter = new Button();
    private final Button bin = new Button();
    private final Button create = new Button();
    private final Div selectionBar = new Div();
    private String pageTitle = "";

    ListView(
            Workspace workspace,
            RecordService records,
            RecordLockService locks,
            UiNotices notices,
            UndoOffer undo,
            ExportService exports) {
        this.exports = exports;
        this.workspace = workspace;
        this.records = records;
        this.locks = locks;
        this.notices = notices;
        this.undo = undo;
        addClassNames("page", "list-view");
        setSizeFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        ModuleDef module = event.getRouteParameters()
                .get("module")
                .flatMap(workspace::findModule)
                .orElseThrow(NotFoundException::new);
        pageTitle = module.plural().in(workspace.locale());
        ListPresenter presenter = new ListPresenter(workspace, records, locks, module);
        restore(presenter, event.getLocation().getQueryParameters());
        removeAll();
        show(presenter);
    }

    private static void restore(ListPresenter presenter, QueryParameters parameters) {
        parameters.getSingleParameter("filter").flatMap(ListView::readable).ifPresent(presenter::filterBy);
        parameters.getSingleParameter("search").ifPresent(presenter::searchFor);
        parameters.getSingleParameter("bin").filter("recycled"::equals).ifPresent(_ -> presenter.show(Bin.RECYCLED));
    }

    /** An address can be anything; a filter that cannot be read is none. */
    private static Optional<Criteria> readable(String text) {
        try {
            return Optional.of(CriteriaParser.parse(text));
        } catch (PlatformException _) {
            return Optional.empty();
        }
    }

    private void show(ListPresenter presenter) {
        Grid<CrmRecord> grid = grid(presenter);
        Runnable reload = () -> {
            presenter.refresh();
            load(grid, presenter);
        };
        configureHeader(presenter, grid);
        configureSelection(presenter, grid, reload);
        add(header(presenter), selectionBar, grid);
        load(grid, presenter);
        notices.listen(grid, workspace.actor().org(), Notice.Topic.RECORDS, notice -> {
            if (notice.subject().equals(presenter.module().apiName())) {
                reload.run();
            }
        });
    }

    private Grid<CrmRecord> grid(ListPresenter presenter) {
        ValueText values = workspace.values();
        Grid<CrmRecord> grid = new Grid<>();
        grid.setId("records");
        grid.addThemeVariants(GridVariant.LUMO_ROW_STRIPES);
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.setPageSize(50);
        grid.setColumnReorderingAllowed(true);
        grid.getElement().setAttribute("aria-label", pageTitle);
        for (FieldDef field : presenter.columns()) {
            Grid.Column<CrmRecord> column = grid.addComponentColumn(record -> cell(presenter, field, record, values))
                    .setKey(field.apiName())
                    .setHeader(field.label().in(workspace.locale()))
                    .setResizable(true)
                    .setAutoWidth(true)
                    .setFlexGrow(1)
                    .setSortable(field.isSortable());
            if (field.type().isNumber()) {
                column.setTextAlign(ColumnTextAlign.END);
            }
        }
        presenter
                .sort()
                .ifPresent(sort -> Optional.ofNullable(grid.getColumnByKey(sort.field()))
                        .ifPresent(column -> grid.sort(List.of(new GridSortOrder<>(
                                column, sort.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING)))));
        grid.addSortListener(event -> {
            if (event.isFromClient()) {
                presenter.sortBy(event.getSortOrder().stream()
                        .findFirst()
                        .map(order -> new RecordQuery.Sort(
                                order.getSorted().getKey(), order.getDirection() == SortDirection.DESCENDING)));
                load(grid, presenter);
            }
        });
        grid.addItemDoubleClickListener(event -> open(presenter, event.getItem().id()));
        grid.setEmptyStateComponent(emptyState(presenter));
        return grid;
    }

    private Component cell(ListPresenter presenter, FieldDef field, CrmRecord record, ValueText values) {
        String text = values.of(field, record);
        String module = presenter.module().apiName();
        if (presenter.bin() == Bin.LIVE
                && field.apiName().equals(presenter.module().displayField())) {
            Anchor link = new Anchor(Routes.record(module, record.id()), text.isEmpty() ? "#" + record.id() : text);
            link.getElement().setAttribute("router-link", true);
            link.addClassName("record-link");
            return presenter.isLocked(record.id()) ? new Span(link, lockSign()) : link;
        }
        FieldValue value = record.value(field.apiName());
        if (value instanceof FieldValue.Lookup(long id) && field.isLookup() && !text.equals(Long.toString(id))) {
            Anchor link = new Anchor(Routes.record(field.target(), id), text);
            link.getElement().setAttribute("router-link", true);
            return link;
        }
        if (field.type() == FieldType.PICKLIST && value instanceof FieldValue.Text(String stored)) {
            return PicklistBadge.of(field, stored, workspace.locale());
        }
        Span plain = new Span(text);
        plain.getElement().setAttribute("title", text);
        return plain;
    }

    private Component lockSign() {
        Icon sign = VaadinIcon.LOCK.create();
        sign.addClassName("lock-sign");
        sign.getElement().setAttribute("role", "img");
        sign.getElement().setAttribute("aria-label", workspace.text("lock.sign"));
        return sign;
    }

    private Div emptyState(ListPresenter presenter) {
        boolean narrowed = !(presenter.filter() instanceof Criteria.Everything)
                || !presenter.search().isEmpty();
        String key = presenter.bin() == Bin.RECYCLED
                ? "list.empty.bin"
                : narrowed ? "list.empty.filtered" : "list.empty.none";
        Div empty = new Div(new Span(workspace.text(key, pageTitle)));
        empty.addClassName("empty-state");
        return empty;
    }

    private void configureHeader(ListPresenter presenter, Grid<CrmRecord> grid) {
        ModuleDef module = presenter.module();
        Access access = workspace.access();
        title.setText(pageTitle);
        count.addClassName("count");
        count.setId("record-count");
        search.setPlaceholder(workspace.text("list.search.placeholder"));
        search.setAriaLabel(workspace.text("list.search.label", pageTitle));
        search.setPrefixComponent(ModuleIcon.decorative(VaadinIcon.SEARCH));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValue(presenter.search());
        search.setId("list-search");
        search.addValueChangeListener(event -> {
            presenter.searchFor(event.getValue());
            remember(presenter);
            load(grid, presenter);
        });
        filter.setText(filterText(presenter));
        filter.setIcon(ModuleIcon.decorative(VaadinIcon.FILTER));
        filter.setId("list-filter");
        filter.addClickListener(_ -> new FilterDialog(workspace, module, presenter.filter(), chosen -> {
                    presenter.filterBy(chosen);
                    filter.setText(filterText(presenter));
                    remember(presenter);
                    load(grid, presenter);
                })
                .open());
        boolean recycled = presenter.bin() == Bin.RECYCLED;
        bin.setText(workspace.text(recycled ? "list.bin.leave" : "list.bin.open"));
        bin.setIcon(ModuleIcon.decorative(recycled ? VaadinIcon.ARROW_LEFT : VaadinIcon.TRASH));
        bin.addThemeVariants(ButtonVariant.TERTIARY);
        bin.setId("list-bin");
        bin.addClickListener(_ -> navigate(module, recycled ? Map.of() : Map.of("bin", "recycled")));
        create.setText(workspace.text("list.create", module.singular().in(workspace.locale())));
        create.setIcon(ModuleIcon.decorative(VaadinIcon.PLUS));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("list-create");
        create.setVisible(!recycled && access.may(module, Verb.CREATE));
        create.addClickShortcut(Key.KEY_N, KeyModifier.ALT);
        create.addClickListener(_ -> RecordDialog.create(workspace, records, module, id -> open(presenter, id)));
    }

    private Component header(ListPresenter presenter) {
        Div heading = new Div(title, count);
        heading.addClassName("heading");
        Div tools = new Div(search, filter, bin);
        if (presenter.bin() == Bin.LIVE && workspace.access().may(presenter.module(), Verb.IMPORT)) {
            Anchor importing = new Anchor("import/" + presenter.module().apiName(), workspace.text("list.import"));
            importing.getElement().setAttribute("router-link", true);
            importing.addClassName("button-link");
            tools.add(importing);
        }
        if (presenter.bin() == Bin.LIVE && workspace.access().may(presenter.module(), Verb.EXPORT)) {
            Button export = new Button(workspace.text("list.export"), _ -> openExport(presenter));
            export.setId("list-export");
            export.addThemeVariants(ButtonVariant.TERTIARY);
            tools.add(export);
        }
        tools.add(create);
        tools.addClassName("tools");
        Div header = new Div(heading, tools);
        header.addClassName("list-header");
        return header;
    }

    private void openExport(ListPresenter presenter) {
        ExportStyle style = new ExportStyle(workspace.locale(), workspace.zone());
        new ExportDialog(workspace, exports, presenter.query(), style, count.getText()).open();
    }

    private String filterText(ListPresenter presenter) {
        return presenter.filter() instanceof Criteria.Everything
                ? workspace.text("list.filter")
                : workspace.text("list.filter.active");
    }

    private void configureSelection(ListPresenter presenter, Grid<CrmRecord> grid, Runnable reload) {
        selectionBar.addClassName("selection-bar");
        selectionBar.setVisible(false);
        boolean recycled = presenter.bin() == Bin.RECYCLED;
        Access access = workspace.access();
        boolean deletesMany = recycled || access.has(Permission.MASS_DELETE);
        boolean updates =
                !recycled && access.has(Permission.MASS_UPDATE) && access.may(presenter.module(), Verb.UPDATE);
        grid.addSelectionListener(event -> {
            Set<Long> ids =
                    event.getAllSelectedItems().stream().map(CrmRecord::id).collect(Collectors.toSet());
            boolean deletes = (deletesMany || ids.size() == 1) && access.may(presenter.module(), Verb.DELETE);
            selectionBar.removeAll();
            selectionBar.setVisible(!ids.isEmpty() && (deletes || updates));
            selectionBar.add(new Span(workspace.text("list.selected", ids.size())));
            BiConsumer<MassResult, String> told = (result, done) -> {
                grid.deselectAll();
                reload.run();
                tell(result, done, reload);
            };
            if (updates) {
                Button update = new Button(
                        workspace.text("list.mass"),
                        ModuleIcon.decorative(VaadinIcon.EDIT),
                        _ -> new MassUpdateDialog(
                                        workspace,
                                        presenter.module(),
                                        ids.size(),
                                        (field, value) ->
                                                told.accept(presenter.update(ids, field, value), "list.mass.done"))
                                .open());
                update.setId("list-mass-update");
                selectionBar.add(update);
            }
            if (deletes) {
                Button move = new Button(workspace.text(recycled ? "list.restore" : "list.delete"));
                move.addClickListener(_ -> told.accept(
                        recycled ? presenter.restore(ids) : presenter.delete(ids),
                        recycled ? "list.restored" : "list.deleted"));
                move.setId(recycled ? "list-restore" : "list-delete");
                move.setIcon(ModuleIcon.decorative(recycled ? VaadinIcon.ROTATE_LEFT : VaadinIcon.TRASH));
                selectionBar.add(move);
            }
        });
    }

    /** Says what happened, what did not and why; what was done can be taken back on the spot. */
    private void tell(MassResult result, String done, Runnable reload) {
        if (!result.refusals().isEmpty()) {
            String reasons = result.refusals().stream()
                    .flatMap(List::stream)
                    .map(workspace::text)
                    .distinct()
                    .limit(REASONS_SHOWN)
                    .collect(Collectors.joining(" "));
            Toast.error(workspace.text("list.mass.refused", result.refusals().size()), reasons);
        }
        result.operation()
                .ifPresent(operation -> undo.show(workspace, workspace.text(done, result.saved()), operation, reload));
    }

    private void load(Grid<CrmRecord> grid, ListPresenter presenter) {
        CallbackDataProvider<CrmRecord, Void> items = new CallbackDataProvider<>(
                query -> presenter.fetch(query.getOffset(), query.getLimit()).stream(), _ -> 0, CrmRecord::id);
        grid.setItems(items);
        grid.setEmptyStateComponent(emptyState(presenter));
        if (presenter.bin() == Bin.RECYCLED) {
            grid.getLazyDataView().setItemCountUnknown();
            count.setText("");
            return;
        }
        CappedCount counted = presenter.count();
        String number = NumberFormat.getIntegerInstance(workspace.locale()).format(counted.count());
        count.setText(counted.exact() ? number : number + "+");
        if (counted.exact()) {
            grid.getLazyDataView().setItemCountCallback(_ -> (int) counted.count());
        } else {
            grid.getLazyDataView().setItemCountUnknown();
        }
    }

    private void remember(ListPresenter presenter) {
        Map<String, String> parameters = new TreeMap<>();
        if (!(presenter.filter() instanceof Criteria.Everything)) {
            parameters.put("filter", presenter.filter().toText());
        }
        if (!presenter.search().isEmpty()) {
            parameters.put("search", presenter.search());
        }
        if (presenter.bin() == Bin.RECYCLED) {
            parameters.put("bin", "recycled");
        }
        String query = QueryParameters.simple(parameters).getQueryString();
        UI.getCurrent()
                .getPage()
                .getHistory()
                .replaceState(null, Routes.list(presenter.module().apiName()) + (query.isEmpty() ? "" : "?" + query));
    }

    private static void navigate(ModuleDef module, Map<String, String> parameters) {
        UI.getCurrent().navigate(Routes.list(module.apiName()), QueryParameters.simple(parameters));
    }

    private static void open(ListPresenter presenter, long id) {
        if (presenter.bin() == Bin.LIVE) {
            UI.getCurrent().navigate(Routes.record(presenter.module().apiName(), id));
        }
    }

    @Override
    public String getPageTitle() {
        return pageTitle;
    }
}
