package io.diction.web;

import io.diction.identity.SignedIn;

/** Tells how much of what a user was told is unread, for the bell of every page. */
public interface UnreadNotices {
  int unread(SignedIn who);
}
