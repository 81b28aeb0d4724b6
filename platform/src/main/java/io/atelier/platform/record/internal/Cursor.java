package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.metadata.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page ended: the sort field, its value and the id of the last record. Comes back from outside: checked. */
record Cursor(FieldValue value, long id) {
    private static final String SEPARATOR = "\u0001";

    static String encode(FieldPath sort, FieldValue value, long id) {
        Object api = ValueCodec.toApi(value);
        String text = sort.text() + SEPARATOR + id + SEPARATOR + (api == null ? "" : api);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor decode(FieldPath sort, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(SEPARATOR, 3);
            if (parts.length != 3 || !parts[0].equals(sort.text())) {
                throw invalid();
            }
            return new Cursor(value(sort.field(), parts[2]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static FieldValue value(FieldDef sortField, String text) {
        if (text.isEmpty()) {
            return FieldValue.NULL;
        }
        // A picklist value may have been retired since; the order of texts does not mind.
        if (sortField.kind() == ValueKind.TEXT) {
            return new FieldValue.Text(text);
        }
        if (ValueCodec.parse(sortField, text) instanceof ValueCodec.Parsed.Good(FieldValue value)) {
            return value;
        }
        throw invalid();
    }

    private static PlatformException invalid() {
        return new PlatformException(
                ErrorCode.INVALID_DATA, "This page position does not belong to this list; start from its first page.");
    }
}
