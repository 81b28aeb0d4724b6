package io.atelier.studio.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.annotation.security.PermitAll;
import java.util.Set;

/** Says why a view could not open. What a person may not see is answered for like what does not exist. */
@ParentLayout(MainLayout.class)
@PermitAll
class FailureView extends Obstacle implements HasErrorParameter<PlatformException> {
    private static final Set<ErrorCode> ABSENT =
            Set.of(ErrorCode.NOT_FOUND, ErrorCode.INVALID_MODULE, ErrorCode.NO_PERMISSION);

    private final transient UiErrors errors;

    FailureView(UiErrors errors) {
        this.errors = errors;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<PlatformException> parameter) {
        PlatformException failure = parameter.getException();
        if (ABSENT.contains(failure.code())) {
            show(getTranslation("shell.notFound.title"), getTranslation("shell.notFound.detail"));
            return HttpStatusCode.NOT_FOUND.getCode();
        }
        UiErrors.Told told = errors.tell(failure, getLocale());
        show(told.title(), told.detail());
        return failure.code().httpStatus();
    }
}
