"""What this floor allows to whom."""

from mdt.team.roles import Role, grant

SENDERS = (Role.PARTNER, Role.AGENCY_LEAD)
# Whoever writes also finishes and follows it; of a coordinator that is what they logged of a call, and nothing else.
WRITERS = (*SENDERS, Role.COORDINATOR)
READERS = (*SENDERS, Role.CHAIR, Role.COORDINATOR, Role.SUBCOMMITTEE_CHAIR)


def declare() -> None:
    grant("referrals.send", "Write and send referrals for their desk", *SENDERS)
    grant("referrals.answer", "Answer referrals at their desk", *SENDERS)
    grant("referrals.read", "Open referrals that they were sent, sent themselves, or that were put forward", *READERS)
    grant("referrals.put_forward", "Put their agency's referrals forward to a meeting", *SENDERS)
    grant("referrals.allow_words", "Allow a colleague's note with words that the check stops", Role.AGENCY_LEAD)
    grant("referrals.keep_from", "Keep a case from colleagues; a lead, also from other agencies' people", *SENDERS)
    grant("referrals.rules", "Set their agency's standing rules", Role.AGENCY_LEAD)
    # An analyst sees no record, so there is nothing that they could take: their numbers are published (adr/0079).
    grant("referrals.export", "Take a list of their desk's referrals away as a file, with a reason", Role.AGENCY_LEAD)
    grant("referrals.old_log", "Confirm and check rows of the old log at their desk", *SENDERS)
    grant("referrals.import", "Bring in the old log", Role.COORDINATOR)
    grant("referrals.follow", "Finish their own drafts, and follow what they sent or logged of a call", *WRITERS)
    grant("referrals.phone_in", "Log a referral that somebody without a sign-in phoned in", Role.COORDINATOR)
    grant("referrals.outside", "Note what their desk referred outside the team", *SENDERS)
