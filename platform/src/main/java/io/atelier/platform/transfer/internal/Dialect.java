package io.atelier.platform.transfer.internal;

import java.nio.charset.Charset;

/** How a file's bytes become rows. */
public record Dialect(Charset charset, char delimiter) {}
