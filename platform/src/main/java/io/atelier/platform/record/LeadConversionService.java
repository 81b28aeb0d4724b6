package io.atelier.platform.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.ConversionMappings;
import io.atelier.platform.record.internal.LeadConverter;
import io.atelier.platform.record.internal.Transactions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes an account, a contact and, if wanted, a deal of a lead: one operation, which can be undone. */
@Service
public class LeadConversionService {
    private final LeadConverter converter;
    private final ConversionMappings mappings;
    private final TagService tags;
    private final AttachmentService attachments;
    private final Transactions transactions;
    private final MetadataService metadata;
    private final AccessService access;

    LeadConversionService(
            LeadConverter converter,
            ConversionMappings mappings,
            TagService tags,
            AttachmentService attachments,
            Transactions transactions,
            MetadataService metadata,
            AccessService access) {
        this.converter = converter;
        this.mappings = mappings;
        this.tags = tags;
        this.attachments = attachments;
        this.transactions = transactions;
        this.metadata = metadata;
        this.access = access;
    }

    /**
     * Converts a lead, which nobody changes any more afterwards. Needs {@link Verb#UPDATE} of it and {@link Verb#CREATE} of what is
     * made. Values go where the mapping says, as far as the actor may see and write them; the lead's notes go to the contact,
     * tags and attachments where the wish says.
     *
     * @throws PlatformException {@link ErrorCode#ID_ALREADY_CONVERTED} for a second time
     */
    public ConvertedLead convert(Actor actor, long lead, LeadConversion wish) {
        return transactions.run(() -> {
            ConvertedLead converted = converter.convert(actor, lead, wish);
            wish.tags().forEach((module, names) -> carryTags(actor, lead, module, part(converted, module), names));
            attachments.copy(
                    actor,
                    ConversionMappings.LEADS,
                    lead,
                    wish.attachments(),
                    part(converted, wish.attachments()).id());
            return converted;
        });
    }

    private static ConvertedLead.Part part(ConvertedLead converted, String module) {
        return converted
                .part(module)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA,
                        "The lead becomes no record of this module, so nothing can be carried there.",
                        Map.of("module", module)));
    }

    private void carryTags(Actor actor, long lead, String module, ConvertedLead.Part part, List<String> names) {
        Set<String> there = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        tags.ofRecords(actor, ConversionMappings.LEADS, List.of(lead)).values().stream()
                .flatMap(List::stream)
                .forEach(tag -> there.add(tag.name()));
        names.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "The lead has no such tag.",
                    Map.of("api_name", "carry_over_tags", "module", module));
        });
        if (!names.isEmpty()
                && tags.add(actor, module, List.of(part.id()), names, false).getFirst()
                        instanceof Tagged.Refused(long _, PlatformException reason)) {
            throw reason;
        }
    }

    /** Returns the organization's mapping, or the usual one: Zoho's pairs, and fields of the same name. */
    @Transactional(readOnly = true)
    public List<ConversionMapping> mapping(Actor actor) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return mappings.of(metadata.model(actor.org()));
    }

    /** Replaces the mapping as a whole. */
    @Transactional
    public void changeMapping(Actor actor, List<ConversionMapping> wanted) {
        access.of(actor).require(Permission.CUSTOMIZE);
        if (wanted.size() > ConversionMapping.MAX) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A mapping has at most 500 pairs.",
                    Map.of("limit", ConversionMapping.MAX));
        }
        OrgModel model = metadata.model(actor.org());
        Set<String> targets = new HashSet<>();
        for (ConversionMapping pair : wanted) {
            requireGood(model, pair);
            if (!targets.add(pair.module() + "." + pair.field())) {
                throw invalid(pair, "A field gets one value; it stands twice among the targets.");
            }
        }
        mappings.put(actor, wanted);
    }

    private static void requireGood(OrgModel model, ConversionMapping pair) {
        if (!ConversionMappings.TARGETS.contains(pair.module())) {
            throw invalid(pair, "A lead becomes an account, a contact and a deal only.");
        }
        FieldDef source = model.module(ConversionMappings.LEADS).field(pair.leadField());
        Optional<FieldDef> target = model.module(pair.module()).findField(pair.field());
        if (target.isEmpty() || !ConversionMappings.fits(source, target.get())) {
            throw invalid(pair, "The value of this field does not fit the other one.");
        }
    }

    private static PlatformException invalid(ConversionMapping pair, String message) {
        return new PlatformException(
                ErrorCode.INVALID_DATA, message, Map.of("api_name", pair.field(), "module", pair.module()));
    }
}
