package io.atelier.platform.record.internal;

import io.atelier.platform.org.Actor;

/**
 * One of the writes that a save is made of: what was asked for, or what an automation joined to it.
 *
 * @param operationId what it stands under in the history
 */
record SaveStage(Actor actor, long operationId, SaveBatch batch, WriteMode mode) {}
