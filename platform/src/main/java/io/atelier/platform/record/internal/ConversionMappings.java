package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.ConversionMapping;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The row of {@code sys_lead_conversion}, and what holds without it. */
@Repository
public class ConversionMappings {
    public static final String LEADS = "Leads";
    static final String ACCOUNTS = "Accounts";
    static final String CONTACTS = "Contacts";
    static final String DEALS = "Deals";

    public static final List<String> TARGETS = List.of(ACCOUNTS, CONTACTS, DEALS);

    /** What is called otherwise on the other side. */
    private static final List<ConversionMapping> KNOWN = List.of(
            new ConversionMapping("Company", ACCOUNTS, "Account_Name"),
            new ConversionMapping("No_of_Employees", ACCOUNTS, "Employees"),
            new ConversionMapping("Street", ACCOUNTS, "Billing_Street"),
            new ConversionMapping("City", ACCOUNTS, "Billing_City"),
            new ConversionMapping("State", ACCOUNTS, "Billing_State"),
            new ConversionMapping("Zip_Code", ACCOUNTS, "Billing_Code"),
            new ConversionMapping("Country", ACCOUNTS, "Billing_Country"),
            new ConversionMapping("Designation", CONTACTS, "Title"),
            new ConversionMapping("Street", CONTACTS, "Mailing_Street"),
            new ConversionMapping("City", CONTACTS, "Mailing_City"),
            new ConversionMapping("State", CONTACTS, "Mailing_State"),
            new ConversionMapping("Zip_Code", CONTACTS, "Mailing_Zip"),
            new ConversionMapping("Country", CONTACTS, "Mailing_Country"));

    private final OrgJdbc jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    ConversionMappings(OrgJdbc jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Returns the pairs whose fields are there. */
    public List<ConversionMapping> of(OrgModel model) {
        return stored(model.org()).orElseGet(() -> usual(model)).stream()
                .filter(pair -> isGood(model, pair))
                .toList();
    }

    private Optional<List<ConversionMapping>> stored(OrgId org) {
        return jdbc.sql(org, "select mapping from {s}.sys_lead_conversion")
                .query((row, _) -> List.of(json.readValue(row.getString("mapping"), ConversionMapping[].class)))
                .optional();
    }

    public void put(Actor actor, List<ConversionMapping> mapping) {
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_lead_conversion (mapping, modified_by, modified_time) values (?::jsonb, ?, ?)
                        on conflict (one) do update set mapping = excluded.mapping,
                            modified_by = excluded.modified_by, modified_time = excluded.modified_time""")
                .params(json.writeValueAsString(mapping), actor.user().value(), Timestamp.from(clock.instant()))
                .update();
    }

    private static List<ConversionMapping> usual(OrgModel model) {
        List<ConversionMapping> pairs = new ArrayList<>(KNOWN);
        Set<String> taken = new HashSet<>();
        KNOWN.forEach(pair -> taken.add(pair.module() + "." + pair.field()));
        Optional<ModuleDef> leads = model.findModule(LEADS);
        if (leads.isEmpty()) {
            return List.of();
        }
        for (String target : TARGETS) {
            for (FieldDef field : leads.get().fields()) {
                if (taken.add(target + "." + field.apiName())) {
                    pairs.add(new ConversionMapping(field.apiName(), target, field.apiName()));
                }
            }
        }
        return pairs;
    }

    private static boolean isGood(OrgModel model, ConversionMapping pair) {
        Optional<FieldDef> source = model.findModule(LEADS).flatMap(module -> module.findField(pair.leadField()));
        Optional<FieldDef> target = model.findModule(pair.module()).flatMap(module -> module.findField(pair.field()));
        return source.isPresent() && target.isPresent() && fits(source.get(), target.get());
    }

    /** Says whether values of the one can be written to the other, as far as each fits. */
    public static boolean fits(FieldDef source, FieldDef target) {
        boolean writable =
                !target.system() && !target.readOnly() && !target.type().isComputed();
        boolean pointer =
                source.isLookup() && target.isLookup() && source.target().equals(target.target());
        return writable && (pointer || source.isPlain() && source.isConvertibleTo(target));
    }
}
