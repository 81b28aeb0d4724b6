package io.atelier.platform.record;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a lead.
 *
 * @param account the one to use; empty to make one, where the lead names a company
 * @param contact the one to use; empty to make one
 * @param deal values of a deal that is made besides, in API form; empty for none
 * @param overwrite the account and the contact that are used get the lead's values
 * @param owner of all that is made; empty for who converts
 * @param tags which of the lead's tags each of the modules' records gets besides, by module
 * @param attachments the module whose record gets what hangs on the lead; a copy stays with the lead, so that the conversion
 *     can be undone
 */
public record LeadConversion(
        OptionalLong account,
        OptionalLong contact,
        Optional<Map<String, @Nullable Object>> deal,
        boolean overwrite,
        Optional<UserId> owner,
        Map<String, List<String>> tags,
        String attachments) {
    /** The field of a lead that says whether it is converted. */
    public static final String CONVERTED = "Converted__s";

    private static final String LEADS = "Leads";

    /** Returns true if records of the module are converted. */
    public static boolean isConvertible(ModuleDef module) {
        return module.apiName().equals(LEADS) && module.findField(CONVERTED).isPresent();
    }

    public LeadConversion {
        tags = Map.copyOf(tags);
        deal = deal.map(values -> Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }
}
