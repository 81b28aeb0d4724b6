package io.atelier.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.page.PendingJavaScriptResult;
import io.atelier.platform.identity.PasskeyQuestion;
import java.util.function.BiConsumer;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;

/** Puts the questions about passkeys to a browser. What it answers is for the service to judge. */
public final class Passkeys {
    private static final String MAKE = """
            const made = await navigator.credentials.create(
                {publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse($0))});
            return JSON.stringify(made.toJSON());""";

    private static final String SIGN = """
            const signed = await navigator.credentials.get(
                {publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse($0))});
            return JSON.stringify(signed.toJSON());""";

    private Passkeys() {}

    /** A question that a browser was asked. */
    public record Asked<T>(PasskeyQuestion<T> question, PendingJavaScriptResult result) {
        /** @param refused runs if the person or the browser would not */
        public void whenAnswered(BiConsumer<PasskeyQuestion<T>, String> answered, Runnable refused) {
            result.then(String.class, answer -> answered.accept(question, answer), _ -> refused.run());
        }
    }

    public static Asked<PublicKeyCredentialCreationOptions> make(
            Component on, PasskeyQuestion<PublicKeyCredentialCreationOptions> question) {
        return new Asked<>(question, on.getElement().executeJs(MAKE, question.json()));
    }

    static Asked<PublicKeyCredentialRequestOptions> sign(
            Component on, PasskeyQuestion<PublicKeyCredentialRequestOptions> question) {
        return new Asked<>(question, on.getElement().executeJs(SIGN, question.json()));
    }
}
