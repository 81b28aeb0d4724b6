package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.secret.SecretService;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Makes readers: each for one actor's rights on one snapshot. */
@Component
public class RecordReaders {
    private final DSLContext sql;
    private final SecretService secrets;

    RecordReaders(DSLContext sql, SecretService secrets) {
        this.sql = sql;
        this.secrets = secrets;
    }

    public RecordReader of(OrgModel model, Access access) {
        return new RecordReader(sql, model, access, secrets);
    }
}
