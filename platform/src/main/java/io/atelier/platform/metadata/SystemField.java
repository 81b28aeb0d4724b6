package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;
import java.util.Arrays;
import java.util.List;

/** The fields that every module has. Their columns are made with the table. */
public enum SystemField {
    OWNER("Owner", FieldType.OWNERLOOKUP, "Owner", "Ответственный", false),
    CREATED_TIME("Created_Time", FieldType.DATETIME, "Created Time", "Создано", true),
    CREATED_BY("Created_By", FieldType.OWNERLOOKUP, "Created By", "Кем создано", true),
    MODIFIED_TIME("Modified_Time", FieldType.DATETIME, "Modified Time", "Изменено", true),
    MODIFIED_BY("Modified_By", FieldType.OWNERLOOKUP, "Modified By", "Кем изменено", true);

    private final FieldDef definition;

    SystemField(String apiName, FieldType type, String english, String russian, boolean readOnly) {
        this.definition = FieldDef.of(apiName, Label.of(english, russian), type)
                .withId(-1L - ordinal())
                .withStorage(new FieldStorage(apiName, 0))
                .with(FieldOptions.NONE.withSystem(true).withReadOnly(readOnly));
    }

    public FieldDef definition() {
        return definition;
    }

    public String apiName() {
        return definition.apiName();
    }

    public static List<FieldDef> definitions() {
        return Arrays.stream(values()).map(SystemField::definition).toList();
    }
}
