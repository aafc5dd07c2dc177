"""What English-speaking salespeople write: see ``french.py`` for the form of the tables."""

WORDS = {
    "kind call noun": (
        "call, calls, phone call, phone calls, phone, outbound call, cold call, cold calls, "
        "tel call, had a call with, had a call, quick call"
    ),
    "kind call noun in": "inbound call, incoming call, inbound calls, call from, phone call from",
    "kind call done": (
        "called, phoned, rang, dialed, dialled, tried, tried calling, tried to call, "
        "tried to reach, contacted, called up"
    ),
    "kind call done in": (
        "called me, called us, phoned me, rang me, called in, called me back, called us back, "
        "called back, phoned in, rang us, phoned us"
    ),
    "kind call done reached": (
        "spoke to, spoke with, spoken to, spoken with, talked to, talked with, chatted with, "
        "on the phone with, got hold of, got through to"
    ),
    "kind call done reached first": "spoke, talked, reached",
    "kind call todo": (
        "call back, call him back, call her back, call them back, call me back, ring back, "
        "call again, retry, try again, try him again, try her again, try them again, phone back, "
        "reach out to, reach out, callback, ring, retry call, call him, call her, call them, "
        "give a call, give him a call, give her a call, give them a call, try calling"
    ),
    "kind call todo first": "try",
    "kind call noun via": "by phone, on the phone, over the phone",
    "kind email noun": "email, emails, e mail, mail, mails",
    "kind email noun in": "email received, inbound email, received email, received an email, "
    "got an email, email from, mail from, emails from",
    "kind email done": "emailed, mailed, wrote to, sent email, sent an email, sent mail, email sent, "
    "mail sent, sent an email to, e mailed",
    "kind email done in": "emailed me, emailed us, wrote to me, wrote to us, wrote back, "
    "replied by email, emailed back",
    "kind email todo": "write to, send email, send an email, send mail, send a mail, email back, "
    "send an email to, send email to",
    "kind email noun via": "by email, by mail, via email",
    "kind meeting noun": (
        "meeting, meetings, appointment, appointments, appt, mtg, video call, video meeting, "
        "visio, had a meeting with, zoom call, teams call, zoom meeting, catch up"
    ),
    "kind meeting noun first": "lunch, coffee, zoom, lunch with, coffee with",
    "kind meeting noun site": "visit, visits, site visit, on site visit, on site meeting, on site",
    "kind meeting done": "met, met with, met up with",
    "kind meeting done first": "saw",
    "kind meeting done site": "visited",
    "kind meeting todo": "meet, meet with",
    "kind meeting todo first": "see",
    "kind demo noun": "demo, demos, demonstration, product demo, demo call",
    "kind demo done": "demoed, demo d, gave a demo to, gave a demo",
    "kind demo todo": "give a demo to, give a demo, do a demo",
    "kind onboarding noun": "onboarding, onboarding meeting, onboarding call, kick off, kickoff",
    "kind onboarding done": "onboarded",
    "kind note noun": "note, memo",
    "kind task todo": "follow up, followup, follow up with, follow up on, chase, chase up, task, "
    "todo, to do, check in with",
    "kind task done": "followed up, followed up with, followed up on, chased",
    "outcome reached": "got him, got her, got them, picked up",
    "outcome no_answer": (
        "no answer, no reply, no response, no pickup, no pick up, n/a, not available, "
        "didn t answer, did not answer, didnt answer, doesn t answer, does not answer, "
        "didn t pick up, did not pick up, didnt pick up, not picking up, unreachable, "
        "couldn t reach, could not reach, not reached, not reachable, line busy, busy, "
        "rang out, rings out, unavailable, nobody answered, no one answered, not in, not there"
    ),
    "outcome voicemail": (
        "lvm, voicemail, vm, left voicemail, left a voicemail, left vm, left a vm, left message, "
        "left a message, left msg, left a msg, message left, voicemail left, voice mail, "
        "left him a message, left her a message, left him a voicemail, left her a voicemail, "
        "went to voicemail, answering machine, straight to voicemail, got voicemail, got vm, "
        "left a message on voicemail, left word"
    ),
    "outcome call_back": (
        "asked to be called back, wants to be called back, asked me to call back, "
        "asked us to call back, asked for a callback, asked for a call back, wants a callback, "
        "wants a call back, asked me to call, callback requested, call back requested, "
        "asked me to call again, requested a callback, asked to call back"
    ),
    "outcome not_interested": (
        "not interested, no interest, not keen, isn t interested, is not interested, "
        "no longer interested, not interested at all, not interested anymore, turned us down, "
        "said no, not for them"
    ),
    "outcome meeting_booked meeting": (
        "meeting booked, meeting set, meeting scheduled, booked a meeting, booked meeting, "
        "appointment booked, appointment set, set a meeting, set up a meeting, "
        "scheduled a meeting, got a meeting, meeting agreed, meeting fixed"
    ),
    "outcome meeting_booked demo": (
        "demo booked, demo set, demo scheduled, booked a demo, set up a demo, scheduled a demo, "
        "agreed to a demo, booked demo"
    ),
    "outcome positive": (
        "ok, okay, went well, went great, went very well, went really well, it went well, "
        "interested, very interested, keen, very keen, all good, positive, very positive, "
        "agreed to, up for, happy with, loved it, happy to, went fine, good call"
    ),
    "outcome positive end": "good, great, super, excellent, well, fine",
    "state no_show": (
        "no show, noshow, didn t show up, did not show up, didn t show, did not show, "
        "never showed, never showed up, didn t come, did not come, stood me up, stood us up, "
        "didnt show, didnt show up, was a no show"
    ),
    "state cancelled": "cancelled, canceled, called off, cancelled by client, cancels",
    "state moved": (
        "moved, moved to, rescheduled, rescheduled to, rescheduled for, postponed, "
        "postponed to, postponed until, pushed to, pushed back to, pushed back, moved back to, "
        "rearranged for, put off to, put off until, shifted to"
    ),
    "direction in": "inbound, incoming, received, came in",
    "direction out": "outbound, outgoing",
    "done": "done, completed",
    "sent": "sent, forwarded, have sent",
    "head todo": (
        "prepare, check, confirm, review, write, draft, finish, order, invoice, update, ask, "
        "remind, prep, get back to, look into, finalise, finalize, share, create, sign, deliver, "
        "print, chase for"
    ),
    "head arrange": (
        "send, resend, book, schedule, plan, arrange, set up, organise, organize, forward, set"
    ),
    "head noun": "quote, proposal, contract, offer, invoice, brochure, quotation, pricing, samples, paperwork",
    "win": (
        "signed, won, deal won, closed won, close won, closed the deal, deal closed, "
        "deal signed, contract signed, order signed, has signed, have signed, quote signed, "
        "they signed, proposal signed, sold, po received, signed off"
    ),
    "complaint": (
        "complaint, complaints, complains about, complained about, complaining about, "
        "complains, complained, complaining, unhappy about, unhappy with, unhappy, "
        "not happy about, not happy with, not happy, upset about, angry about"
    ),
    "text": (
        "not ok, not good, not great, not very interested, not really interested, "
        "not that interested, not signed, to be signed, not yet, well known, as well, "
        "not sent, not done, not so good, phone number, not received, a good, a great"
    ),
    "then": "then, and then, after that, afterwards, next step, next",
    "and": "and",
}

SOFT = (
    "the a an with to for of on in at from by my our his her their i we have has had was is "
    "been now after w will ll be need must should client customer prospect company he she they him them it us me about around for "
    "lasting during"
)
