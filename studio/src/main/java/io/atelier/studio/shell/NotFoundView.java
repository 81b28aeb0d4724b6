package io.atelier.studio.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouteNotFoundError;
import com.vaadin.flow.server.HttpStatusCode;
import jakarta.annotation.security.PermitAll;

/** Says that there is nothing here, also where there is something that the person may not see. */
@ParentLayout(MainLayout.class)
@PermitAll
class NotFoundView extends RouteNotFoundError {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        NotFoundText text = new NotFoundText();
        getElement().removeAllChildren();
        getElement().appendChild(text.getElement());
        return HttpStatusCode.NOT_FOUND.getCode();
    }

    private static final class NotFoundText extends Obstacle {
        NotFoundText() {
            show(getTranslation("shell.notFound.title"), getTranslation("shell.notFound.detail"));
        }
    }
}
