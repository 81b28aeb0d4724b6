package io.atelier.platform.metadata.internal;

import io.atelier.platform.org.OrgId;
import java.util.Locale;

/**
 * An index that a table has because of what its module is. PostgreSQL names one that is made with its table or column: such
 * a one is known by its definition alone.
 *
 * @param subject what it is over, in messages: an API name, or {@code search}
 * @param name what it is called where it is made later; no other of the schema is called so
 * @param table name without its schema
 * @param on the columns and the condition, in SQL; of search, the column alone
 */
record StandardIndex(String subject, String name, String table, boolean search, String on) {
    private static final String USING = " USING ";

    static StandardIndex tree(String subject, String name, String table, String on) {
        return new StandardIndex(subject, name, table, false, on);
    }

    static StandardIndex search(String name, String table, String column) {
        return new StandardIndex("search", name, table, true, column);
    }

    /** Returns the table as statements name it. */
    String table(OrgId org) {
        return org.schema() + ".\"" + table + "\"";
    }

    /**
     * Says whether an index does what this one is for.
     *
     * @param definition as PostgreSQL writes it
     */
    boolean isDoneBy(String definition) {
        String made = plain(definition.substring(definition.indexOf(USING) + USING.length()));
        return search ? made.startsWith("gin" + plain(on)) : made.equals("btree" + plain(on));
    }

    /** Leaves out what PostgreSQL writes otherwise than we do: quotes, brackets, blanks and capitals. */
    private static String plain(String sql) {
        return sql.replaceAll("[\"()\\s]", "").toLowerCase(Locale.ROOT);
    }
}
