package io.atelier.platform.usage;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.LoginAsService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.usage.internal.Allowances;
import io.atelier.platform.usage.internal.LimitStore;
import io.atelier.platform.usage.internal.UsualLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets administrators see and set what clients may use. */
@Service
public class ApiLimitService {
    private final LimitStore store;
    private final UsualLimits usual;
    private final Allowances allowances;
    private final ApiClientService clients;
    private final AccessService access;
    private final AuditLog audit;

    ApiLimitService(
            LimitStore store,
            UsualLimits usual,
            Allowances allowances,
            ApiClientService clients,
            AccessService access,
            AuditLog audit) {
        this.store = store;
        this.usual = usual;
        this.allowances = allowances;
        this.clients = clients;
        this.access = access;
        this.audit = audit;
    }

    /** Returns what a client without limits of its own may use. */
    public ApiLimits usual() {
        return usual.ofClient();
    }

    /** Returns the limits of all clients, by id; the usual ones where a client has none of its own. */
    @Transactional(readOnly = true)
    public Map<String, ApiLimits> all(Actor actor) {
        Map<String, ApiLimits> limits = new HashMap<>();
        clients.all(actor).forEach(client -> limits.put(client.clientId(), usual.ofClient()));
        limits.putAll(store.all(actor.org()));
        return limits;
    }

    /** Sets what a client may use; all nodes know it within seconds. */
    @Transactional
    public void change(Actor actor, String clientId, ApiLimits limits) {
        limits.check();
        ApiLimits before = before(actor, clientId);
        if (!store.put(clientId, limits)) {
            throw notFound(clientId);
        }
        note(actor, clientId, before, limits);
    }

    /** Gives a client the usual limits again. */
    @Transactional
    public void reset(Actor actor, String clientId) {
        ApiLimits before = before(actor, clientId);
        store.delete(clientId);
        note(actor, clientId, before, usual.ofClient());
    }

    /** Returns what is left to each client of the last 24 hours' credits, by id. */
    @Transactional(readOnly = true)
    public Map<String, CreditsLeft> creditsLeft(Actor actor) {
        Map<String, ApiLimits> limits = all(actor);
        Map<String, Long> spent =
                allowances.spent(actor.org(), List.copyOf(limits.keySet())).ofClients();
        Map<String, CreditsLeft> left = new HashMap<>();
        limits.forEach((client, own) -> left.put(client, left(own.credits(), spent.getOrDefault(client, 0L))));
        return left;
    }

    /** Returns what is left to all clients together. */
    @Transactional(readOnly = true)
    public CreditsLeft creditsLeftOfOrganization(Actor actor) {
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        return left(
                usual.creditsOfOrganization(),
                allowances.spent(actor.org(), List.of()).ofOrganization());
    }

    private static CreditsLeft left(long limit, long spent) {
        return new CreditsLeft(Math.max(0, limit - spent), limit);
    }

    private ApiLimits before(Actor actor, String clientId) {
        LoginAsService.requireOneself(actor);
        existing(actor, clientId);
        return store.find(clientId).orElseGet(usual::ofClient);
    }

    private ApiClient existing(Actor actor, String clientId) {
        return clients.all(actor).stream()
                .filter(client -> client.clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() -> notFound(clientId));
    }

    private static PlatformException notFound(String clientId) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no such client.", Map.of("id", clientId));
    }

    private void note(Actor actor, String clientId, ApiLimits before, ApiLimits after) {
        audit.append(
                actor,
                AuditAct.of(
                                AuditKind.API,
                                AuditAction.CHANGED,
                                AuditObject.API_CLIENT,
                                clientId,
                                existing(actor, clientId).name())
                        .changing(before, after));
    }
}
