package io.atelier.platform.webform;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.webform.internal.FormHtml;
import io.atelier.platform.webform.internal.FormKeys;
import io.atelier.platform.webform.internal.FormRules;
import io.atelier.platform.webform.internal.WebFormStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and changes public forms; for administrators. */
@Service
public class WebFormService {
    private static final int MAX_FORMS = 200;

    private final WebFormStore store;
    private final MetadataService metadata;
    private final AccessService access;
    private final UserService users;
    private final IdGenerator ids;

    WebFormService(
            WebFormStore store, MetadataService metadata, AccessService access, UserService users, IdGenerator ids) {
        this.store = store;
        this.metadata = metadata;
        this.access = access;
        this.users = users;
        this.ids = ids;
    }

    /** Makes a form; it is not published yet. */
    @Transactional
    public WebForm create(Actor actor, WebFormData data) {
        access.of(actor).require(Permission.MANAGE_WEB_FORMS);
        check(actor, data);
        if (store.all(actor.org()).size() >= MAX_FORMS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "There are 200 forms, which is the most; delete one.",
                    Map.of("limit", MAX_FORMS));
        }
        long id = ids.next();
        store.insert(actor, id, FormKeys.make(actor.org()), data);
        return find(actor, id);
    }

    @Transactional(readOnly = true)
    public List<WebForm> all(Actor actor) {
        access.of(actor).require(Permission.MANAGE_WEB_FORMS);
        return store.all(actor.org());
    }

    @Transactional(readOnly = true)
    public WebForm get(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_WEB_FORMS);
        return find(actor, id);
    }

    /**
     * Replaces what is said of a form.
     *
     * @throws PlatformException {@link ErrorCode#RECORD_MODIFIED} if somebody changed it since that version
     */
    @Transactional
    public WebForm update(Actor actor, long id, long version, WebFormData data) {
        access.of(actor).require(Permission.MANAGE_WEB_FORMS);
        find(actor, id);
        check(actor, data);
        if (!store.update(actor.org(), id, version, data)) {
            throw new PlatformException(
                    ErrorCode.RECORD_MODIFIED,
                    "Somebody changed the form meanwhile. Load it again and repeat the change.");
        }
        return find(actor, id);
    }

    @Transactional
    public WebForm publish(Actor actor, long id) {
        return setPublished(actor, id, true);
    }

    /** Closes a form; whoever opens or sends it is told so. */
    @Transactional
    public WebForm unpublish(Actor actor, long id) {
        return setPublished(actor, id, false);
    }

    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_WEB_FORMS);
        find(actor, id);
        store.delete(actor.org(), id);
    }

    /** Returns the fields that a public form may ask for. */
    public List<FieldDef> askable(ModuleDef module) {
        return module.fields().stream().filter(FormRules::isAskable).toList();
    }

    /**
     * Returns HTML to be pasted into any page. It works without a script, and with its script answers in place.
     *
     * @param baseUrl where this installation is reached, without a slash at its end
     */
    @Transactional(readOnly = true)
    public String snippet(Actor actor, long id, String baseUrl, Locale language) {
        access.of(actor).require(Permission.MANAGE_WEB_FORMS);
        WebForm form = find(actor, id);
        ModuleDef module = metadata.model(actor.org()).module(form.data().module());
        return FormHtml.snippet(form, module, baseUrl, language);
    }

    private WebForm setPublished(Actor actor, long id, boolean published) {
        access.of(actor).require(Permission.MANAGE_WEB_FORMS);
        find(actor, id);
        store.setPublished(actor.org(), id, published);
        return find(actor, id);
    }

    private WebForm find(Actor actor, long id) {
        return store.find(actor.org(), id)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such form.", Map.of("id", Long.toString(id))));
    }

    private void check(Actor actor, WebFormData data) {
        ModuleDef module = metadata.model(actor.org()).module(data.module());
        List<Violation> faults = new ArrayList<>(FormRules.check(data, module));
        boolean ownerActive = users.find(actor.org(), new UserId(data.ownerUser()))
                .filter(User::active)
                .isPresent();
        if (!ownerActive) {
            faults.add(new Violation(ErrorCode.INVALID_DATA, "ownerUser", "A form needs an active user as its owner."));
        }
        if (!faults.isEmpty()) {
            throw new ViolationsException(faults);
        }
    }
}
