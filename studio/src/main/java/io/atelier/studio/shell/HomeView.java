package io.atelier.studio.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.ModuleIcon;
import jakarta.annotation.security.PermitAll;

/** Where a person arrives: the modules that are theirs. */
@Route("")
@PermitAll
class HomeView extends Div implements HasDynamicTitle {
    private final CurrentActor current;

    HomeView(CurrentActor current, Navigation navigation) {
        this.current = current;
        addClassNames("page", "home");
        Div tiles = new Div();
        tiles.addClassName("tiles");
        navigation.modules().forEach(module -> tiles.add(tile(module)));
        add(new H1(getTranslation("shell.home.greeting", current.user().name())));
        Paragraph intro =
                new Paragraph(getTranslation(tiles.getComponentCount() == 0 ? "shell.home.empty" : "shell.home.intro"));
        intro.addClassName("hint");
        add(intro, tiles);
    }

    private Anchor tile(ModuleDef module) {
        Anchor tile = new Anchor(
                Routes.list(module.apiName()),
                ModuleIcon.of(module.icon()),
                new Span(module.plural().in(current.locale())));
        tile.getElement().setAttribute("router-link", true);
        tile.addClassName("tile");
        return tile;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.product");
    }
}
