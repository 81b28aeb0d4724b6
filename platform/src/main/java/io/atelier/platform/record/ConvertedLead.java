package io.atelier.platform.record;

import java.util.Optional;

/**
 * What a lead became.
 *
 * @param operationId undo it to have the lead back
 */
public record ConvertedLead(long operationId, Optional<Part> account, Part contact, Optional<Part> deal) {
    /** Returns what became of the lead in the module, if anything did. */
    public Optional<Part> part(String module) {
        return switch (module) {
            case "Accounts" -> account;
            case "Contacts" -> Optional.of(contact);
            case "Deals" -> deal;
            default -> Optional.empty();
        };
    }

    /** @param name what it is called; empty where the actor may not see that */
    public record Part(long id, String name) {}
}
