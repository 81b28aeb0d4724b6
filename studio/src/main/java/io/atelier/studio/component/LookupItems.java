package io.atelier.studio.component;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import java.util.List;
import java.util.function.BiFunction;

/** Brings what a lookup can point to into its list, as far as a person scrolls. */
final class LookupItems {
    private static final int PAGE = 50;

    private LookupItems() {}

    /** Takes the search, by text and by the most items that are wanted. */
    static CallbackDataProvider<LookupItem, String> of(BiFunction<String, Integer, List<LookupItem>> search) {
        return new CallbackDataProvider<>(
                query -> search.apply(query.getFilter().orElse(""), query.getOffset() + query.getLimit()).stream()
                        .skip(query.getOffset()),
                query -> Math.min(
                        PAGE, search.apply(query.getFilter().orElse(""), PAGE).size()),
                LookupItem::id);
    }
}
