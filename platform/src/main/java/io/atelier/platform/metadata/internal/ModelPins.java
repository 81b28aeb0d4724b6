package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.OrgId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The models that the transaction at hand has pinned; forgotten when it ends, set aside while another one runs within. */
@Component
public class ModelPins {
    public Optional<OrgModel> find(OrgId org) {
        Pins pins = (Pins) TransactionSynchronizationManager.getResource(this);
        return pins == null ? Optional.empty() : Optional.ofNullable(pins.models.get(org));
    }

    public void pin(OrgModel model) {
        Pins pins = (Pins) TransactionSynchronizationManager.getResource(this);
        if (pins == null) {
            pins = new Pins();
            TransactionSynchronizationManager.bindResource(this, pins);
            TransactionSynchronizationManager.registerSynchronization(pins);
        }
        pins.models.put(model.org(), model);
    }

    private final class Pins implements TransactionSynchronization {
        private final Map<OrgId, OrgModel> models = new HashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(ModelPins.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(ModelPins.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(ModelPins.this);
        }
    }
}
