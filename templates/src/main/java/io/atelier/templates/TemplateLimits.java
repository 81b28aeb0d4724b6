package io.atelier.templates;

import java.time.Duration;

/**
 * How much one rendering may take. Reaching a limit ends it with {@link TemplateException.Code#TEMPLATE_LIMIT}; nothing
 * is ever cut silently.
 *
 * @param sourceCharacters length of the template
 * @param outputCharacters length of the result
 * @param time wall time
 * @param loopIterations turns of all loops together
 * @param nestingDepth blocks and expressions inside each other
 * @param textCharacters length of one text that an expression makes
 * @param workCharacters length of all texts that expressions make, together; also bounds the memory they hold
 */
public record TemplateLimits(
        int sourceCharacters,
        int outputCharacters,
        Duration time,
        int loopIterations,
        int nestingDepth,
        int textCharacters,
        int workCharacters) {

    /** The limits of the product. */
    public static final TemplateLimits DEFAULT =
            new TemplateLimits(256 * 1024, 1024 * 1024, Duration.ofSeconds(2), 10_000, 100, 64 * 1024, 8 * 1024 * 1024);

    public TemplateLimits {
        if (nestingDepth > 200) {
            throw new IllegalArgumentException("a nesting depth over 200 is not safe for the stack");
        }
    }
}
