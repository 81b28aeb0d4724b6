package io.atelier.platform.access.matrix;

import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Map;

/**
 * An organization of people of every profile and role, with records of somebody else in every place.
 *
 * @param victim owns all records; of the role Seller
 * @param ids the record of each module that is watched
 * @param twins another one of each module, alike
 * @param recycled one of each module in the recycle bin
 * @param madeBy the operation that made the watched one
 * @param pointers records that everybody sees: one that points to all that is watched, between two that point to nothing
 */
record World(
        Actor admin,
        Actor victim,
        List<Person> people,
        Map<String, Long> ids,
        Map<String, Long> twins,
        Map<String, Long> recycled,
        Map<String, Long> madeBy,
        List<Long> pointers) {
    static final String POINTERS = "Pointers";
    static final List<String> ROLES = List.of("Director", "Seller", "Buyer", "");

    long id(Place place) {
        return ids.get(place.module());
    }

    /** Returns the record that points to all that is watched. */
    long pointer() {
        return pointers.get(1);
    }
}
