package io.atelier.studio.shell;

import io.atelier.platform.access.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the permission without which a page of the set-up is neither offered nor opened. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Needs {
    Permission value();

    /** Says that only people whose profile allows everything can use it. */
    boolean administrator() default false;
}
