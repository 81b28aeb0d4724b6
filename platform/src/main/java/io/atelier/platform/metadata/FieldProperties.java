package io.atelier.platform.metadata;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.atelier.platform.common.Label;
import java.util.List;
import java.util.Optional;

/** What must be said of a field because of its type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FieldProperties.None.class, name = "none"),
    @JsonSubTypes.Type(value = FieldProperties.Text.class, name = "text"),
    @JsonSubTypes.Type(value = FieldProperties.Number.class, name = "number"),
    @JsonSubTypes.Type(value = FieldProperties.Choices.class, name = "choices"),
    @JsonSubTypes.Type(value = FieldProperties.AutoNumber.class, name = "autonumber"),
    @JsonSubTypes.Type(value = FieldProperties.Lookup.class, name = "lookup"),
    @JsonSubTypes.Type(value = FieldProperties.AnyLookup.class, name = "any_lookup"),
    @JsonSubTypes.Type(value = FieldProperties.MultiLookup.class, name = "multi_lookup"),
    @JsonSubTypes.Type(value = FieldProperties.Files.class, name = "files"),
    @JsonSubTypes.Type(value = FieldProperties.Formula.class, name = "formula"),
    @JsonSubTypes.Type(value = FieldProperties.Rollup.class, name = "rollup"),
    @JsonSubTypes.Type(value = FieldProperties.Subform.class, name = "subform")
})
public sealed interface FieldProperties {
    /** Most characters or digits; 0 where the type alone decides. */
    default int length() {
        return 0;
    }

    default int precision() {
        return 0;
    }

    default int scale() {
        return 0;
    }

    default List<PicklistValue> values() {
        return List.of();
    }

    default String target() {
        return "";
    }

    default List<String> targets() {
        return List.of();
    }

    default Optional<Label> relatedList() {
        return Optional.empty();
    }

    default List<String> composedOf() {
        return List.of();
    }

    /** Nothing: dates, check boxes, people, addresses. */
    record None() implements FieldProperties {}

    /**
     * @param length most characters
     * @param rich values are HTML, cleaned when they are written
     * @param composedOf fields whose texts, joined by spaces, are this read-only field's value; usually empty
     */
    record Text(int length, boolean rich, List<String> composedOf) implements FieldProperties {
        /** Most characters of a plain area; a rich one may have {@link FieldType#maxLength()}. */
        public static final int MAX_PLAIN = 32_000;

        public Text {
            composedOf = List.copyOf(composedOf);
        }
    }

    /** At most {@code precision} digits, {@code scale} of them decimals. */
    record Number(int precision, int scale) implements FieldProperties {
        @Override
        public int length() {
            return precision;
        }
    }

    /**
     * @param values in order
     * @param global API name of the shared set that the values come from; empty for values of its own
     */
    record Choices(List<PicklistValue> values, String global, Optional<PicklistDependency> dependency)
            implements FieldProperties {
        public Choices {
            values = List.copyOf(values);
        }

        public static Choices of(List<PicklistValue> values) {
            return new Choices(values, "", Optional.empty());
        }
    }

    /** A text of prefix, number and suffix; {@code {YYYY}}, {@code {MM}} and {@code {DD}} in both are the day's. */
    record AutoNumber(String prefix, String suffix, long start) implements FieldProperties {
        public static final int MAX_AFFIX = 16;
    }

    /**
     * @param target API name of the module that it points to
     * @param relatedList title of the list on the target's page; absent where it shows none
     * @param filter criteria text that a record must match to be pointed to; empty for none
     */
    record Lookup(String target, Optional<Label> relatedList, String filter) implements FieldProperties {
        @Override
        public List<String> targets() {
            return List.of(target);
        }
    }

    /** Points into one of {@code targets}; each of their pages shows the related list. */
    record AnyLookup(List<String> targets, Optional<Label> relatedList) implements FieldProperties {
        public static final int MAX_TARGETS = 50;

        public AnyLookup {
            targets = List.copyOf(targets);
        }
    }

    /**
     * @param target API name of the module whose records are chosen
     * @param linkingModule the module whose records are the pairs
     * @param ownField the linking module's lookup to this field's record
     * @param targetField the linking module's lookup to the chosen record
     */
    record MultiLookup(String target, String linkingModule, String ownField, String targetField)
            implements FieldProperties {}

    /** Holds at most {@code most} files. */
    record Files(int most) implements FieldProperties {
        public static final int MAX_FILES = 5;
        public static final int MAX_IMAGES = 10;
        public static final long MAX_FILE_BYTES = 20L * 1024 * 1024;
        public static final long MAX_IMAGE_BYTES = 10L * 1024 * 1024;
    }

    /**
     * @param expression in the formula language
     * @param result type of its values: one of double, currency, text, date, datetime, boolean
     * @param scale decimals that a number is rounded to
     */
    record Formula(String expression, FieldType result, int scale) implements FieldProperties {
        public static final int MAX_LENGTH = 3_000;
    }

    /**
     * @param module API name of the module whose records are figured over
     * @param lookup that module's lookup to this field's module
     * @param measured the number or date field that is figured of; empty for a count
     * @param criteria criteria text that records must match; empty for all
     * @param result type of its values: double, currency, integer, date or datetime
     * @param scale decimals that an average is rounded to
     */
    record Rollup(
            String module,
            String lookup,
            Function function,
            String measured,
            String criteria,
            FieldType result,
            int scale)
            implements FieldProperties {
        public static final int MAX_CONDITIONS = 10;
        public static final int MAX_PER_MODULE = 100;

        /** How a figure is made of records. */
        public enum Function {
            COUNT,
            SUM,
            AVG,
            MIN,
            MAX
        }
    }

    /**
     * @param module the child module
     * @param parentField the child's lookup to this field's record
     * @param maxRows most rows of one record
     */
    record Subform(String module, String parentField, int maxRows) implements FieldProperties {
        public static final int MAX_ROWS = 200;
        /** Zoho's name of the child's pointer to its record. */
        public static final String PARENT = "Parent_Id";
        /** Keeps the rows of a record in the order that people gave them. */
        public static final String ROW_NUMBER = "Row_Number";
    }

    /** Returns what a field of this type starts with. */
    static FieldProperties defaults(FieldType type) {
        return switch (type) {
            case TEXT, EMAIL, PHONE, WEBSITE -> new Text(type.maxLength(), false, List.of());
            case TEXTAREA -> new Text(2_000, false, List.of());
            case PICKLIST, MULTISELECTPICKLIST -> Choices.of(List.of());
            case INTEGER, BIGINT -> new Number(type.maxLength(), 0);
            case DOUBLE -> new Number(type.maxLength(), 4);
            case PERCENT, CURRENCY -> new Number(type.maxLength(), 2);
            case AUTONUMBER -> new AutoNumber("", "", 1);
            case LOOKUP -> new Lookup("", Optional.empty(), "");
            case MULTI_MODULE_LOOKUP -> new AnyLookup(List.of(), Optional.empty());
            case MULTISELECTLOOKUP -> new MultiLookup("", "", "", "");
            case FILEUPLOAD -> new Files(Files.MAX_FILES);
            case IMAGEUPLOAD -> new Files(Files.MAX_IMAGES);
            case FORMULA -> new Formula("", FieldType.DOUBLE, 2);
            case ROLLUP_SUMMARY -> new Rollup("", "", Rollup.Function.COUNT, "", "", FieldType.DOUBLE, 0);
            case SUBFORM -> new Subform("", "", Subform.MAX_ROWS);
            case DATE, DATETIME, BOOLEAN, OWNERLOOKUP, USERLOOKUP, MULTIUSERLOOKUP, ADDRESS -> new None();
        };
    }
}
