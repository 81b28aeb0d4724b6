package io.atelier.studio.component;

import io.atelier.platform.expression.Criteria;

/** A node of a tree of criteria under somebody's hands. */
sealed interface CriteriaPart permits CriteriaGroup, CriteriaRow {
    /** Returns how many conditions it holds, unfinished ones too. */
    int conditions();

    /** Returns what is said; everything where nothing is. */
    Criteria criteria();
}
