package io.atelier.studio.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.dependency.JsModule;

/** A custom element of ours whose code the browser loads when the first one is attached. */
@JsModule("./shared/lazy.ts")
abstract class LazyElement extends Component implements HasSize, HasStyle {
    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        getElement().executeJs("window.atelierElements.load(this.localName)");
    }

    /** Calls a method of the element as soon as its code is there. */
    final void call(String method, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = method;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        StringBuilder places = new StringBuilder();
        for (int i = 1; i < all.length; i++) {
            places.append(i == 1 ? "$" : ", $").append(i);
        }
        getElement().executeJs("customElements.whenDefined(this.localName).then(() => this[$0](" + places + "))", all);
    }
}
