package io.atelier.studio.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.InternalServerError;
import com.vaadin.flow.server.HttpStatusCode;

/** Stands in for a view that failed for a reason that nobody foresaw. */
@Tag("div")
class IncidentView extends InternalServerError {
    private final transient UiErrors errors;

    IncidentView(UiErrors errors) {
        this.errors = errors;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        UiErrors.Told told = errors.tell(parameter.getException(), getLocale());
        Obstacle text = new Obstacle() {};
        text.show(told.title(), told.detail());
        getElement().removeAllChildren();
        getElement().appendChild(text.getElement());
        return HttpStatusCode.INTERNAL_SERVER_ERROR.getCode();
    }
}
