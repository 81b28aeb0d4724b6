package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row that a {@link SelectShape} has read. */
final class Row {
    private static final int FIRST = 4;

    private final SelectShape shape;
    private final long id;
    private final long version;
    private final boolean deleted;
    private final FieldValue[] values;
    private final @Nullable String[] labels;

    private Row(
            SelectShape shape, long id, long version, boolean deleted, FieldValue[] values, @Nullable String[] labels) {
        this.shape = shape;
        this.id = id;
        this.version = version;
        this.deleted = deleted;
        this.values = values;
        this.labels = labels;
    }

    static Row read(SelectShape shape, ResultSet columns) throws SQLException {
        List<SelectShape.Column> read = shape.columns();
        FieldValue[] values = new FieldValue[read.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Tables.read(read.get(i).field(), columns, FIRST + i);
        }
        @Nullable String[] labels = new String[shape.labels().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = columns.getString(FIRST + values.length + i);
        }
        return new Row(shape, columns.getLong(1), columns.getLong(2), columns.getBoolean(3), values, labels);
    }

    long id() {
        return id;
    }

    long version() {
        return version;
    }

    /** Says whether the record is in the recycle bin. */
    boolean isDeleted() {
        return deleted;
    }

    /** Returns the stored value of a field that was read, {@link FieldValue.Null} of others. */
    FieldValue value(FieldDef field) {
        return value(field.apiName());
    }

    /** @param name of the column: an API name or a dotted path */
    FieldValue value(String name) {
        Integer place = shape.places().get(name);
        return place == null ? FieldValue.NULL : values[place];
    }

    /** Returns the names that lookups point to, in the order of {@link SelectShape#labels}; null where there is none. */
    @Nullable
    String label(int place) {
        return labels[place];
    }
}
