package io.atelier.platform.common;

/**
 * Says that one place of an input is wrong.
 *
 * @param code what kind of fault it is
 * @param path the place: a field's API name, or a dotted path into a definition
 * @param message what is wrong and what would be right, in English; user interfaces translate by code
 */
public record Violation(ErrorCode code, String path, String message) {}
