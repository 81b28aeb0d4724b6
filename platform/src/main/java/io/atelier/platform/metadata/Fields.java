package io.atelier.platform.metadata;

import java.util.AbstractList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The fields of a module in the order of their making, found by name too; immutable. Equal to any list of the same. */
public final class Fields extends AbstractList<FieldDef> implements RandomAccess {
    private final List<FieldDef> own;
    private final List<FieldDef> all;
    private final SequencedMap<String, FieldDef> byName;

    private Fields(List<FieldDef> own) {
        this.own = List.copyOf(own);
        this.all = Stream.concat(this.own.stream(), SystemField.definitions().stream())
                .toList();
        SequencedMap<String, FieldDef> names = new LinkedHashMap<>();
        all.forEach(field -> names.put(field.apiName(), field));
        this.byName = Collections.unmodifiableSequencedMap(names);
    }

    public static Fields of(List<FieldDef> own) {
        return own instanceof Fields fields ? fields : new Fields(own);
    }

    @Override
    public FieldDef get(int index) {
        return own.get(index);
    }

    @Override
    public int size() {
        return own.size();
    }

    /** Returns the module's own fields, then the system's. */
    public List<FieldDef> withSystem() {
        return all;
    }

    /** Returns all fields, the system's too, by API name. */
    public SequencedMap<String, FieldDef> byName() {
        return byName;
    }

    public Optional<FieldDef> find(String apiName) {
        return Optional.ofNullable(byName.get(apiName));
    }
}
