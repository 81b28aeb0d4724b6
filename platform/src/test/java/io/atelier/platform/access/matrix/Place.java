package io.atelier.platform.access.matrix;

import io.atelier.platform.access.DefaultSharing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A module, the field that names its records and one that some profiles hide.
 *
 * @param needed what else a record needs
 */
record Place(String module, String name, String secret, DefaultSharing sharing, Map<String, String> needed) {
    static final List<Place> ALL = List.of(
            new Place("Leads", "Last_Name", "City", DefaultSharing.PRIVATE, Map.of("Company", "Engine")),
            new Place("Contacts", "Last_Name", "Mailing_City", DefaultSharing.PUBLIC_READ_ONLY, Map.of()),
            new Place("Accounts", "Account_Name", "Billing_City", DefaultSharing.PRIVATE, Map.of()),
            new Place("Vendors", "Vendor_Name", "City", DefaultSharing.PUBLIC_FULL, Map.of()),
            new Place(
                    "Deals",
                    "Deal_Name",
                    "Next_Step",
                    DefaultSharing.PUBLIC_READ_WRITE,
                    Map.of("Stage", "Qualification", "Closing_Date", "2031-01-02")));

    /** Stands in the name of a record that not everybody sees. */
    String nameCanary() {
        return "Canary" + module;
    }

    /** Stands in a field that not everybody sees. */
    String secretCanary() {
        return "Secret" + module;
    }

    /** Returns the fields that the name stands in. */
    Set<String> named() {
        return name.equals("Last_Name") ? Set.of(name, "Full_Name") : Set.of(name);
    }

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>(needed);
        values.put(name, nameCanary());
        values.put(secret, secretCanary());
        return values;
    }

    /** Returns the lookup of the world's pointers that leads here. */
    String pointer() {
        return "To_" + module;
    }
}
