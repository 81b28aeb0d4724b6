package io.atelier.platform.record;

/**
 * Says where a value of a lead goes when the lead is converted.
 *
 * @param leadField API name
 * @param module Accounts, Contacts or Deals
 * @param field API name in this module
 */
public record ConversionMapping(String leadField, String module, String field) {
    /** Most pairs of a mapping. */
    public static final int MAX = 500;
}
