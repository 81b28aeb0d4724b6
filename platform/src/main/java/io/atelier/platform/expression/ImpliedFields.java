package io.atelier.platform.expression;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldStorage;
import io.atelier.platform.metadata.FieldType;
import java.util.List;
import java.util.Optional;

/** Fields that expressions can name though no module defines them: a record's id, and what is known of a user. */
public final class ImpliedFields {
    /** The record itself, as a reference. Leads nowhere: it is no hop of a path. */
    public static final FieldDef ID = field(-101, "id", "id", "Id", "Идентификатор", FieldType.LOOKUP);

    public static final FieldDef USER_NAME =
            field(-102, "full_name", "name", "Full Name", "Полное имя", FieldType.TEXT);
    public static final FieldDef USER_EMAIL = field(-103, "email", "email", "Email", "Эл. почта", FieldType.TEXT);

    private ImpliedFields() {}

    /** Returns a field of the user that an owner lookup points to. */
    public static Optional<FieldDef> ofUser(String name) {
        return List.of(ID, USER_NAME, USER_EMAIL).stream()
                .filter(field -> field.apiName().equals(name))
                .findFirst();
    }

    private static FieldDef field(
            long id, String apiName, String column, String english, String russian, FieldType type) {
        return FieldDef.of(apiName, Label.of(english, russian), type)
                .withId(id)
                .withStorage(new FieldStorage(column, 0))
                .with(FieldOptions.NONE.withSystem(true).withReadOnly(true));
    }
}
