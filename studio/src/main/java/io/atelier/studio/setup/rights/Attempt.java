package io.atelier.studio.setup.rights;

import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries a change of rights and tells in the person's words why it was refused. */
public final class Attempt {
    private Attempt() {}

    /** Says whether it was done. */
    public static boolean of(Workspace workspace, Runnable change) {
        return of(workspace, new TextField(), change);
    }

    /** Says whether it was done; what is wrong with the name is told at its field. */
    public static boolean of(Workspace workspace, TextField name, Runnable change) {
        name.setInvalid(false);
        try {
            change.run();
            return true;
        } catch (ViolationsException e) {
            tell(workspace, name, e.violations());
        } catch (PlatformException e) {
            tell(workspace, e);
        }
        return false;
    }

    private static void tell(Workspace workspace, TextField name, List<Violation> violations) {
        String rest = violations.stream()
                .filter(violation -> !isOfName(violation) || !name.isAttached())
                .map(violation -> text(workspace, violation))
                .distinct()
                .collect(Collectors.joining(" "));
        violations.stream().filter(Attempt::isOfName).findFirst().ifPresent(violation -> {
            name.setErrorMessage(text(workspace, violation));
            name.setInvalid(true);
        });
        if (!rest.isEmpty()) {
            Toast.error(workspace.text("record.dialog.rejected"), rest);
        }
    }

    private static boolean isOfName(Violation violation) {
        return violation.path().equals("name");
    }

    private static String text(Workspace workspace, Violation violation) {
        boolean duplicate = violation.code() == ErrorCode.DUPLICATE_DATA;
        return duplicate ? workspace.text("rights.problem.duplicate") : workspace.text(violation);
    }

    /** Nobody gives what they lack: says what that is. */
    private static void tell(Workspace workspace, PlatformException refusal) {
        if (refusal.code() == ErrorCode.RECORD_MODIFIED) {
            Toast.error(workspace.text("error.RECORD_MODIFIED"), workspace.text("rights.problem.modified"));
            return;
        }
        if (refusal.code() != ErrorCode.NO_PERMISSION || !refusal.details().containsKey("modules")) {
            throw refusal;
        }
        String lacking = Stream.concat(
                        named(refusal, "permissions")
                                .map(each -> workspace.text("profile.permission." + each.toLowerCase(Locale.ROOT))),
                        named(refusal, "modules")
                                .map(each -> workspace
                                        .findModule(each)
                                        .map(module -> module.plural().in(workspace.locale()))
                                        .orElse(each)))
                .collect(Collectors.joining(", "));
        Toast.error(
                workspace.text("rights.problem.lacking"),
                lacking.isEmpty()
                        ? workspace.text("rights.problem.administrator")
                        : workspace.text("rights.problem.lacking.detail", lacking));
    }

    private static Stream<String> named(PlatformException refusal, String what) {
        return refusal.details().get(what) instanceof List<?> names
                ? names.stream().map(String::valueOf)
                : Stream.empty();
    }
}
