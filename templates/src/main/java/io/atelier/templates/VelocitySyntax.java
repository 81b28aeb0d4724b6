package io.atelier.templates;

import java.io.Reader;
import java.io.StringReader;
import org.apache.velocity.Template;
import org.apache.velocity.exception.ExtendedParseException;
import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.Parser;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.loader.ResourceLoader;
import org.apache.velocity.util.ExtProperties;
import org.slf4j.helpers.NOPLogger;

/** Velocity as a grammar and nothing more: text in, syntax tree out. */
final class VelocitySyntax {

    private static final RuntimeInstance RUNTIME = runtime();

    private VelocitySyntax() {}

    /** Makes a parser for one template: a pooled one would remember the macro names of other templates. */
    static Parser newParser() {
        return RUNTIME.createNewParser();
    }

    /** Parses a template, or a text inside one. */
    static SimpleNode parse(Parser parser, String text, Position fallback) {
        Template template = new Template();
        template.setName("template");
        template.setRuntimeServices(RUNTIME);
        try {
            return parser.parse(new StringReader(text), template);
        } catch (ParseException | VelocityException e) {
            throw syntaxError(e, fallback);
        }
    }

    private static TemplateException syntaxError(Exception e, Position fallback) {
        Position position = fallback;
        if (fallback.equals(Position.WHOLE) && e instanceof ExtendedParseException known) {
            position = new Position(Math.max(known.getLineNumber(), 0), Math.max(known.getColumnNumber(), 0));
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        int place = message.indexOf(" at template[");
        String shown = place < 0 ? message : message.substring(0, place);
        return position.syntax(shown.length() <= 200 ? shown : shown.substring(0, 200));
    }

    private static RuntimeInstance runtime() {
        RuntimeInstance runtime = new RuntimeInstance();
        runtime.setProperty(RuntimeConstants.RUNTIME_LOG_INSTANCE, NOPLogger.NOP_LOGGER);
        runtime.setProperty(RuntimeConstants.RESOURCE_LOADERS, "none");
        runtime.setProperty(RuntimeConstants.RESOURCE_LOADER + ".none.instance", new NoResources());
        runtime.setProperty(RuntimeConstants.PARSER_POOL_SIZE, 1);
        runtime.init();
        return runtime;
    }

    private static final class NoResources extends ResourceLoader {

        @Override
        public void init(ExtProperties configuration) {}

        @Override
        public Reader getResourceReader(String source, String encoding) {
            throw new ResourceNotFoundException("templates have no resources");
        }

        @Override
        public boolean isSourceModified(Resource resource) {
            return false;
        }

        @Override
        public long getLastModified(Resource resource) {
            return 0;
        }
    }
}
