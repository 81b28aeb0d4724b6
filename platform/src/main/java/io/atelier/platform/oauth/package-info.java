/**
 * Programs that act through the API: clients, one-time codes, access and refresh tokens. Knows no URL and no record. Entry types:
 * {@link io.atelier.platform.oauth.ApiClientService}, {@link io.atelier.platform.oauth.TokenService}.
 */
@NullMarked
package io.atelier.platform.oauth;

import org.jspecify.annotations.NullMarked;
