package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.secret.SecretService;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Makes readers: each for one actor's rights on one snapshot, at one moment. */
@Component
public class RecordReaders {
    private final RecordSql sql;
    private final SecretService secrets;
    private final DerivedModels derived;
    private final EvaluationContexts contexts;
    private final QueryUse use;

    RecordReaders(
            RecordSql sql, SecretService secrets, DerivedModels derived, EvaluationContexts contexts, QueryUse use) {
        this.sql = sql;
        this.secrets = secrets;
        this.derived = derived;
        this.contexts = contexts;
        this.use = use;
    }

    public RecordReader of(OrgModel model, Access access) {
        return new RecordReader(
                sql,
                model,
                access,
                secrets,
                derived,
                SingletonSupplier.of(() -> contexts.of(model.org(), access.user()))::obtain,
                use);
    }
}
