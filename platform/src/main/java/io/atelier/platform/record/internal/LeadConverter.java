package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ConversionMapping;
import io.atelier.platform.record.ConvertedLead;
import io.atelier.platform.record.ConvertedLead.Part;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.LeadConversion;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Converts leads. */
@Component
public class LeadConverter {
    private static final String NOTES = "Notes";
    private static final String NOTE_MODULE = "Parent_Module";
    private static final String NOTE_RECORD = "Parent_Record";

    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final WritePipeline pipeline;
    private final OperationStore operations;
    private final ConversionMappings mappings;
    private final RecordLocks locks;
    private final InstantSource clock;

    LeadConverter(
            RecordReaders readers,
            MetadataService metadata,
            AccessService accessService,
            WritePipeline pipeline,
            OperationStore operations,
            ConversionMappings mappings,
            RecordLocks locks,
            InstantSource clock) {
        this.readers = readers;
        this.metadata = metadata;
        this.accessService = accessService;
        this.pipeline = pipeline;
        this.operations = operations;
        this.mappings = mappings;
        this.locks = locks;
        this.clock = clock;
    }

    /** Needs the caller's transaction. */
    public ConvertedLead convert(Actor actor, long lead, LeadConversion wish) {
        return new Conversion(actor, lead, wish).write();
    }

    private final class Conversion {
        private final Actor actor;
        private final long lead;
        private final LeadConversion wish;
        private final OrgModel model;
        private final ModuleDef leads;
        private final Access access;
        private final RecordReader reader;
        private final Map<String, FieldValue> values;
        private final List<ConversionMapping> mapping;
        private final Instant now;

        Conversion(Actor actor, long lead, LeadConversion wish) {
            this.actor = actor;
            this.lead = lead;
            this.wish = wish;
            this.model = metadata.model(actor.org());
            this.leads = model.module(ConversionMappings.LEADS);
            this.access = accessService.of(actor);
            this.reader = readers.of(model, access);
            this.now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            authorize();
            this.values = locked();
            this.mapping = mappings.of(model);
        }

        private void authorize() {
            access.require(leads, Verb.UPDATE);
            if (wish.account().isEmpty()) {
                access.require(model.module(ConversionMappings.ACCOUNTS), Verb.CREATE);
            }
            if (wish.contact().isEmpty()) {
                access.require(model.module(ConversionMappings.CONTACTS), Verb.CREATE);
            }
            if (wish.deal().isPresent()) {
                access.require(model.module(ConversionMappings.DEALS), Verb.CREATE);
            }
        }

        private Map<String, FieldValue> locked() {
            @Nullable
            StoredRow row =
                    reader.lock(leads, Set.of(lead), RowLocks.Strength.CHANGE).get(lead);
            if (row == null || row.deleted()) {
                throw missing(lead);
            }
            if (!reader.inScope(leads, Set.of(lead), AccessLevel.READ_WRITE).contains(lead)) {
                throw new PlatformException(
                        ErrorCode.NO_PERMISSION,
                        "You may see this lead, but not convert it. Ask its owner for more access.");
            }
            if (ConvertedLeads.YES.equals(row.values().get(LeadConversion.CONVERTED))) {
                throw new PlatformException(
                        ErrorCode.ID_ALREADY_CONVERTED,
                        "The lead is converted already.",
                        Map.of("id", Long.toString(lead)));
            }
            locks.requireUnlocked(actor, model, leads, Set.of(lead));
            return row.values();
        }

        ConvertedLead write() {
            long operation =
                    operations.insert(actor, OperationKind.SAVE, now, OptionalLong.empty(), OptionalLong.empty());
            Optional<Part> account = account(operation);
            Part contact = contact(operation, account);
            Optional<Part> deal = wish.deal().map(given -> deal(operation, given, account, contact));
            carryNotes(operation, contact);
            mark(operation, account, contact, deal);
            return new ConvertedLead(operation, account, contact, deal);
        }

        private Optional<Part> account(long operation) {
            if (wish.account().isPresent()) {
                return Optional.of(used(
                        operation,
                        ConversionMappings.ACCOUNTS,
                        wish.account().getAsLong(),
                        mapped(ConversionMappings.ACCOUNTS)));
            }
            Map<String, @Nullable Object> given = mapped(ConversionMappings.ACCOUNTS);
            boolean named = given.get(model.module(ConversionMappings.ACCOUNTS).displayField()) != null;
            return named ? Optional.of(made(operation, ConversionMappings.ACCOUNTS, given)) : Optional.empty();
        }

        private Part contact(long operation, Optional<Part> account) {
            Map<String, @Nullable Object> given = mapped(ConversionMappings.CONTACTS);
            account.ifPresent(part -> put(given, ConversionMappings.CONTACTS, "Account_Name", part.id()));
            return wish.contact().isPresent()
                    ? used(
                            operation,
                            ConversionMappings.CONTACTS,
                            wish.contact().getAsLong(),
                            given)
                    : made(operation, ConversionMappings.CONTACTS, given);
        }

        private Part deal(long operation, Map<String, @Nullable Object> wished, Optional<Part> account, Part contact) {
            Map<String, @Nullable Object> given = mapped(ConversionMappings.DEALS);
            account.ifPresent(part -> put(given, ConversionMappings.DEALS, "Account_Name", part.id()));
            put(given, ConversionMappings.DEALS, "Contact_Name", contact.id());
            given.putAll(wished);
            return made(operation, ConversionMappings.DEALS, given);
        }

        /** Only what the actor sees of the lead, and may write on the other side; a value that does not fit stays behind. */
        private Map<String, @Nullable Object> mapped(String moduleName) {
            ModuleDef module = model.module(moduleName);
            Map<String, @Nullable Object> given = new LinkedHashMap<>();
            for (ConversionMapping pair : mapping) {
                FieldValue value = values.getOrDefault(pair.leadField(), FieldValue.NULL);
                if (!pair.module().equals(moduleName)
                        || value.isNull()
                        || access.findField(leads, pair.leadField()).isEmpty()) {
                    continue;
                }
                FieldDef target = module.field(pair.field());
                @Nullable Object input = ValueCodec.toApi(value);
                if (access.mayWrite(module, target)
                        && ValueCodec.parse(target, input) instanceof ValueCodec.Parsed.Good) {
                    given.put(pair.field(), input);
                }
            }
            return given;
        }

        private void put(Map<String, @Nullable Object> given, String moduleName, String name, long id) {
            ModuleDef module = model.module(moduleName);
            Optional<FieldDef> field = access.findField(module, name);
            if (field.isPresent() && access.mayWrite(module, field.get())) {
                given.put(name, Long.toString(id));
            }
        }

        private Part made(long operation, String module, Map<String, @Nullable Object> given) {
            wish.owner()
                    .ifPresent(owner -> given.putIfAbsent(SystemField.OWNER.apiName(), Long.toString(owner.value())));
            return written(operation, module, RecordChange.create(given));
        }

        private Part used(long operation, String module, long id, Map<String, @Nullable Object> given) {
            CrmRecord there = reader.find(module, id, Bin.LIVE).orElseThrow(() -> missing(id));
            if (wish.overwrite() && !given.isEmpty()) {
                return written(operation, module, RecordChange.update(id, given));
            }
            return part(there);
        }

        private Part written(long operation, String module, RecordChange change) {
            long id = pipeline.write(actor, WriteRequest.of(module, change).continuing(operation))
                    .single()
                    .id();
            return reader.find(module, id, Bin.LIVE).map(this::part).orElse(new Part(id, ""));
        }

        private Part part(CrmRecord record) {
            return new Part(
                    record.id(), record.text(model.module(record.module()).displayField()));
        }

        /** Whoever sees the contact sees the notes, as it was with the lead. */
        private void carryNotes(long operation, Part contact) {
            Optional<ModuleDef> notes = model.findModule(NOTES)
                    .filter(module -> module.findField(NOTE_MODULE).isPresent()
                            && module.findField(NOTE_RECORD).isPresent());
            if (notes.isEmpty()) {
                return;
            }
            RecordReader all = readers.of(model, accessService.of(Actor.system(actor.org())));
            RecordQuery query = RecordQuery.of(NOTES, List.of(), WriteRequest.MAX_ROWS)
                    .where(Criteria.all(List.of(
                            Criteria.compare(NOTE_MODULE, Operator.EQUALS, ConversionMappings.LEADS),
                            Criteria.compare(NOTE_RECORD, Operator.EQUALS, Long.toString(lead)))));
            Map<String, Object> there =
                    Map.of(NOTE_MODULE, ConversionMappings.CONTACTS, NOTE_RECORD, Long.toString(contact.id()));
            List<CrmRecord> found = all.page(query).records();
            while (!found.isEmpty()) {
                List<RecordChange> changes = found.stream()
                        .map(note -> RecordChange.update(note.id(), there))
                        .toList();
                platform(operation, NOTES, changes);
                found = all.page(query).records();
            }
        }

        private void mark(long operation, Optional<Part> account, Part contact, Optional<Part> deal) {
            Map<String, @Nullable Object> marks = new LinkedHashMap<>();
            marks.put(LeadConversion.CONVERTED, true);
            marks.put("Converted_Date_Time", now.toString());
            marks.put("Converted_Contact", Long.toString(contact.id()));
            account.ifPresent(part -> marks.put("Converted_Account", Long.toString(part.id())));
            deal.ifPresent(part -> marks.put("Converted_Deal", Long.toString(part.id())));
            marks.keySet().removeIf(name -> leads.findField(name).isEmpty());
            platform(operation, ConversionMappings.LEADS, List.of(RecordChange.update(lead, marks)));
        }

        private void platform(long operation, String module, List<RecordChange> changes) {
            WriteRequest request = new WriteRequest(module, OperationKind.SAVE, Atomicity.ALL_OR_NOTHING, changes);
            pipeline.write(actor, request.continuing(operation), WriteMode.PLATFORM)
                    .single();
        }

        private static PlatformException missing(long id) {
            return new PlatformException(
                    ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(id)));
        }
    }
}
