package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SqlNames;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DuplicateKeyException;

/** Tells what a unique index found that {@link UniqueValues} could not: another writer of the same moment. */
final class UniqueClash {
    private UniqueClash() {}

    /** Returns what to tell the caller; of an index that is no unique field's, the failure itself. */
    static RuntimeException told(DuplicateKeyException failure, OrgModel model) {
        String index = index(failure);
        for (ModuleDef module : model.modules()) {
            for (FieldDef field : module.fields()) {
                if (SqlNames.uniqueIndex(module, field).equals(index)) {
                    return new PlatformException(
                            ErrorCode.DUPLICATE_DATA,
                            "Somebody wrote the same value at the same moment, and it must be unique; choose another.",
                            Map.of("api_name", field.apiName(), "module", module.apiName()),
                            failure);
                }
            }
        }
        return failure;
    }

    private static String index(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException sql) {
                ServerErrorMessage message = sql.getServerErrorMessage();
                String constraint = message == null ? null : message.getConstraint();
                return constraint == null ? "" : constraint;
            }
        }
        return "";
    }
}
