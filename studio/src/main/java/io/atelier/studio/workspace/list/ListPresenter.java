package io.atelier.studio.workspace.list;

import io.atelier.platform.access.Access;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a module's list shows: its columns, order, filter and bin, and the pages behind them. */
final class ListPresenter {
    static final int COUNT_CAP = 1_000;

    private final Workspace workspace;
    private final RecordService records;
    private final ModuleDef module;
    private final List<FieldDef> columns;
    private Optional<RecordQuery.Sort> sort;
    private Criteria filter = Criteria.everything();
    private String search = "";
    private Bin bin = Bin.LIVE;
    private KeysetPages pages;

    ListPresenter(Workspace workspace, RecordService records, ModuleDef module) {
        this.workspace = workspace;
        this.records = records;
        this.module = module;
        Access access = workspace.access();
        this.columns = module.listView().columns().stream()
                .map(name -> access.findField(module, name))
                .flatMap(Optional::stream)
                .toList();
        this.sort = access.findField(module, module.listView().sortField())
                .map(field ->
                        new RecordQuery.Sort(field.apiName(), module.listView().descending()));
        this.pages = newPages();
    }

    ModuleDef module() {
        return module;
    }

    List<FieldDef> columns() {
        return columns;
    }

    Optional<RecordQuery.Sort> sort() {
        return sort;
    }

    Bin bin() {
        return bin;
    }

    Criteria filter() {
        return filter;
    }

    String search() {
        return search;
    }

    List<CrmRecord> fetch(int offset, int limit) {
        return pages.fetch(offset, limit);
    }

    /** Counts what is shown, up to 1,000; the recycle bin is not counted. */
    CappedCount count() {
        return records.count(workspace.actor(), query().in(Bin.LIVE), COUNT_CAP);
    }

    void sortBy(Optional<RecordQuery.Sort> newSort) {
        sort = newSort;
        refresh();
    }

    void filterBy(Criteria newFilter) {
        filter = newFilter;
        refresh();
    }

    void searchFor(String text) {
        search = text.strip();
        refresh();
    }

    void show(Bin newBin) {
        bin = newBin;
        refresh();
    }

    void refresh() {
        pages = newPages();
    }

    MassResult delete(Collection<Long> ids) {
        return write(OperationKind.DELETE, ids, RecordChange.Delete::new);
    }

    MassResult restore(Collection<Long> ids) {
        return write(OperationKind.RESTORE, ids, RecordChange.Restore::new);
    }

    /** Gives a field of all these records the value in API form. */
    MassResult update(Collection<Long> ids, String field, @Nullable Object value) {
        return write(
                OperationKind.MASS_UPDATE, ids, id -> RecordChange.update(id, Collections.singletonMap(field, value)));
    }

    /** However many requests it takes, it is one operation, so that one undo takes it back. */
    private MassResult write(OperationKind kind, Collection<Long> ids, LongFunction<RecordChange> change) {
        MassResult result = MassResult.NOTHING;
        List<RecordChange> changes = ids.stream().map(change::apply).toList();
        for (int start = 0; start < changes.size(); start += WriteRequest.MAX_ROWS) {
            int end = Math.min(changes.size(), start + WriteRequest.MAX_ROWS);
            WriteRequest request =
                    new WriteRequest(module.apiName(), kind, Atomicity.EACH_ROW, changes.subList(start, end));
            OptionalLong operation = result.operation();
            result = result.and(records.write(
                    workspace.actor(), operation.isPresent() ? request.continuing(operation.getAsLong()) : request));
        }
        refresh();
        return result;
    }

    private KeysetPages newPages() {
        return new KeysetPages(cursor -> records.query(workspace.actor(), query().after(cursor)));
    }

    /** Returns what the list asks for, its first page. */
    RecordQuery query() {
        return new RecordQuery(
                module.apiName(),
                columns.stream().map(FieldDef::apiName).toList(),
                filter,
                search,
                sort,
                Optional.empty(),
                KeysetPages.PAGE,
                bin);
    }
}
