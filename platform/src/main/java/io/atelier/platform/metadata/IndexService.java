package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.internal.IndexDdl;
import io.atelier.platform.metadata.internal.IndexExecutor;
import io.atelier.platform.metadata.internal.StandardIndexBuilder;
import io.atelier.platform.org.OrgId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes and drops indexes while people read and write: those that a module of an older release has not got, and further
 * ones. Which of these are worth it is decided above, by {@code record}; rights are asked there too.
 */
@Service
public class IndexService {
    private final IndexExecutor executor;
    private final StandardIndexBuilder standard;

    IndexService(IndexExecutor executor, StandardIndexBuilder standard) {
        this.executor = executor;
        this.standard = standard;
    }

    /**
     * An index as the database has it.
     *
     * @param valid false of one whose build has failed or is under way
     * @param scans how often it served since it was built
     */
    public record Stored(long number, boolean valid, long bytes, long scans) {}

    /**
     * Builds the index under the number; does nothing if it is there. What a failed build has left is dropped before and
     * after.
     *
     * @return false if nothing was done because another build of the organization is under way
     * @throws PlatformException {@link ErrorCode#INVALID_FIELD} if a field is no more or cannot be indexed so
     */
    @Transactional(propagation = Propagation.NEVER)
    public boolean build(OrgId org, long number, ModuleDef module, IndexDef index) {
        List<FieldDef> fields = index.fields(module)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_FIELD,
                        "The index's fields cannot be indexed so any more.",
                        Map.of("module", module.apiName())));
        return executor.alone(org, statement -> {
            if (isValid(org, number)) {
                return;
            }
            statement.execute(IndexDdl.drop(org, number));
            boolean done = false;
            try {
                statement.execute(IndexDdl.create(org, number, module, index, fields));
                done = true;
            } finally {
                if (!done) {
                    statement.execute(IndexDdl.drop(org, number));
                }
            }
        });
    }

    /**
     * Drops the index of the number, if it is there.
     *
     * @return false if nothing was done because another build of the organization is under way
     */
    @Transactional(propagation = Propagation.NEVER)
    public boolean drop(OrgId org, long number) {
        return executor.alone(org, statement -> statement.execute(IndexDdl.drop(org, number)));
    }

    /** Returns which of the indexes that modules have without anybody's asking are not there, as {@code Leads.Owner}. */
    public List<String> missing(OrgModel model) {
        return standard.missing(model);
    }

    /**
     * Builds the indexes that are {@link #missing}, one after the other.
     *
     * @return false if some are left because another build of the organization is under way
     */
    @Transactional(propagation = Propagation.NEVER)
    public boolean complete(OrgModel model) {
        return standard.build(model);
    }

    /** Returns all indexes made here, by number; those under way too. */
    public List<Stored> stored(OrgId org) {
        return executor.stored(org);
    }

    /** Returns about how many rows the module's table has; figured by the database from time to time. */
    public long rows(OrgId org, ModuleDef module) {
        return executor.rows(org, module);
    }

    /** Returns what the index is over, in SQL's words; empty if it cannot be made any more. */
    public String description(ModuleDef module, IndexDef index) {
        return index.fields(module)
                .map(fields -> IndexDdl.definition(index, fields))
                .orElse("");
    }

    private boolean isValid(OrgId org, long number) {
        return executor.stored(org).stream().anyMatch(stored -> stored.number() == number && stored.valid());
    }
}
