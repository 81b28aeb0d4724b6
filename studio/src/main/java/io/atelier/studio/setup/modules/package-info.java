/**
 * Shaping modules by mouse or keyboard: names, fields, layout; every change is first a plan that a person reads. Entry
 * types: {@code ModulesView}, {@code ModuleDesignerView}.
 */
@NullMarked
package io.atelier.studio.setup.modules;

import org.jspecify.annotations.NullMarked;
