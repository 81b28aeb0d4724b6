package io.atelier.platform.api.composite;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a request within a composite is answered.
 *
 * @param body JSON null where there is none
 */
record InnerAnswer(int status, Map<String, String> headers, JsonNode body) {}
