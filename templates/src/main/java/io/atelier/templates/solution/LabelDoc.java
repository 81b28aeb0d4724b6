package io.atelier.templates.solution;

/** A text for people, in every language of the product. */
public record LabelDoc(String en, String ru) {}
