export default {
  auth: {
    signIn: {
      title: 'Sign in',
      email: 'E-mail address',
      password: 'Password',
      submit: 'Sign in',
      forgot: 'Forgot your password?',
      noAccount: 'No account yet? Register as an author',
    },
    register: {
      title: 'Register as an author',
      intro:
        'The account is for submitting works and following their dossiers. Judges, provincial coordinators and organizers are invited by e-mail and do not register here.',
      name: 'Full name',
      nameHint: 'In full, as in your official papers, for example: Nguyễn Thị Minh Châu.',
      passwordHint: 'At least 10 characters. A short sentence that is easy to remember is best.',
      submit: 'Register',
      sentTitle: 'Please open your e-mail',
      sent: 'We have written to {{email}}. Open the message and follow the link to confirm the address; it works for 72 hours.',
      haveAccount: 'Already have an account? Sign in',
    },
    confirm: {
      title: 'Confirm your address',
      text: 'Press the button to confirm your e-mail address and begin.',
      submit: 'Confirm address',
      elsewhere:
        'The address {{email}} was registered on another device or browser. To confirm it, enter the password that was chosen then.',
      registered: 'Password chosen when registering',
      chosenTitle: 'Forgotten it, or was it not you who registered?',
      chosenText: 'Set a new password; the old one no longer works.',
      chosenSubmit: 'Set password and confirm',
      done: 'The address is confirmed. You are signed in.',
    },
    forgot: {
      title: 'Reset your password',
      intro:
        'Enter the e-mail address of your account. If there is one, we send a link that works once, for 2 hours.',
      submit: 'Send link',
      sent: 'If this address has an account, a message is on its way. Please look in your mailbox.',
    },
    reset: {
      title: 'New password',
      password: 'New password',
      submit: 'Set password',
      done: 'The password has been changed and all earlier sessions have ended. Please sign in.',
    },
    invitation: {
      title: 'Invitation',
      text: 'You are invited as: {{role}}. E-mail address: {{email}}.',
      existing: 'This address already has an account. Press “Accept the invitation”, then sign in as usual.',
      submit: 'Accept the invitation',
      done: 'Invitation accepted. Please sign in.',
      doneNew: 'The invitation is accepted. You are signed in.',
      doneHere: 'Invitation accepted. You are still signed in; other devices must sign in again.',
    },
    second: {
      title: 'Second step',
      intro:
        'The password is right. Please open the authenticator app on your telephone and type the 6 digits it shows.',
      code: '6-digit code',
      lost: 'No telephone at hand?',
      lostText: 'Please use one of the ten recovery codes you printed or copied. Each works once.',
      recovery: 'Recovery code',
      useRecovery: 'Use the recovery code',
      again: 'Sign in from the start',
    },
    recover: {
      title: 'Take the second step away',
      text: 'Whoever runs this portal made this link. When you press the button, your authenticator app and old recovery codes work no more and every session ends; the password stays. You then sign in and set it up again.',
      submit: 'Confirm removal',
      done: 'The second step is removed. Please sign in and set it up again.',
    },
    dead: {
      title: 'This link no longer works',
      text: 'Each link works once and for a limited time. Sign in to get a new confirmation link; ask again to reset a password; the secretariat sends invitations again.',
    },
    error: {
      wrong: 'The e-mail address or the password is wrong. Try again, or choose “Forgot your password?”.',
      tooMany: 'There were too many attempts. Try again after {{seconds}} s.',
      unconfirmed:
        'The e-mail address is not confirmed yet. We have just sent the confirmation again; look in your mailbox.',
      unconfirmedSent:
        'The address is not confirmed yet. A confirmation letter went within the past hour; look among junk mail too.',
      email: 'Enter an e-mail address, such as name@agency.vn.',
      shortPassword: 'A password needs at least 10 characters. Enter a longer one.',
      password: {
        common: 'This password is among those guessed first. Please choose a short sentence of your own.',
        own: 'The password may not be your name or your address. Please choose another short sentence.',
      },
      longPassword: 'A password has at most 200 characters. Enter a shorter one.',
      stepOver: 'More than 10 minutes have passed, or this step was used. Please sign in from the start.',
      passkey: {
        unknown: 'Signing in with the passkey did not work. Please try again, or type address and password.',
        notMade: 'The passkey could not be added. Please try again and follow what your device says.',
      },
      setUpFirst: 'Please set up the second step on your account page before anything else.',
      second: {
        code: 'The code is wrong or was used. Please wait for the next one on your telephone and type it.',
        recovery: 'The recovery code is wrong or was used. Please check it, or type another.',
        setUp: 'The code is wrong. Please check the time on your telephone, then type the code it shows.',
      },
      consent: 'We need your consent to process personal data. Tick the box of consent.',
      notRegistered:
        'This is not the password that was chosen when registering. Try again, or set a new one below.',
      deadLink: 'The link has already been used or has expired. Ask for a new one.',
      wrongCurrent: 'The current password is wrong. Enter it again.',
      mayNotInvite: 'You may not invite people to this role. Choose another role.',
      editionForRole: 'Choose the edition this role holds for.',
      provinceForCoordinator:
        'Choose a province for a provincial coordinator; leave it empty for other roles.',
    },
  },
  contact: {
    of: 'Secretariat of the Award',
    address: 'Address: {{address}}',
    phone: 'Telephone: {{phone}}',
    email: 'E-mail: {{email}}',
  },
  privacy: {
    title: 'Personal data',
    consent: {
      label: 'I agree that the Organizing Committee processes my personal data as stated below.',
      text: 'The Organizing Committee of the National External Information Service Award processes your name, pen name, position, unit, phone, e-mail and address to receive, screen, judge and publish the Award, under the Personal Data Protection Law No. 91/2025/QH15. The data are kept in the dossiers of the Award; the names of winning authors are published. You may see, correct and delete them and withdraw consent; a request is acknowledged within 2 working days and carried out within 10 to 20 days. The Award never collects copies of identity papers.',
    },
    rights:
      'To use your rights, write to the secretariat from the address of your account. Version of this notice: {{version}}.',
  },
  account: {
    title: 'Account',
    details: 'Your details',
    name: 'Full name',
    email: 'E-mail',
    phone: 'Phone',
    agency: 'Your agency',
    agencyHint:
      'As named in the register of agencies. Judges are not assigned works of their own agency, nor of one they left after the publication window began.',
    language: 'Language of mail and pages',
    saved: 'Account details saved.',
    sessions: 'Sessions',
    sessionsIntro: 'If one of these is not yours, end it and change your password.',
    device: 'Device',
    started: 'Started',
    current: 'This session',
    end: 'End this session',
    ended: 'The session has ended.',
    endAll: 'End all other sessions',
    endedAll_one: 'One other session has ended.',
    endedAll_other: '{{count}} other sessions have ended.',
    changePassword: 'Change password',
    passwordChanged: 'Password changed; the other sessions have ended.',
    currentPassword: 'Current password',
    passwordMeans: 'Every other session of yours ends when the password changes.',
    roles: 'Roles',
  },
  admin: {
    title: 'Administration',
    users: 'People',
    outbox: 'Letters sent and waiting',
    audit: 'Audit log',
    invitations: 'Pending invitations',
    invite: 'Invite',
    inviteSubmit: 'Send the invitation',
    invited: 'Invitation sent to {{email}}.',
    roleField: 'Role',
    provinceField: 'Province (for coordinators)',
    editionField: 'Edition (for judges and organizers)',
    noProvince: 'None',
    anyEdition: 'Every edition',
    chooseEdition: 'Choose an edition',
    name: 'Name',
    email: 'E-mail',
    roles: 'Roles',
    confirmed: 'Confirmed',
    expires: 'Expires',
    searchUsers: 'Search by name or e-mail',
    outboxIntro: 'No mail server is configured, so messages are kept here to read.',
    outboxSends: 'Messages go out through the configured SMTP server.',
    outboxCleared:
      'The text is gone: of letters with a link of their reader as soon as they were sent, of others 90 days after.',
    outboxRead: 'Opening a letter is on the record. The secret part of its links is hidden.',
    outboxEmpty: 'No messages yet.',
    to: 'To',
    subject: 'Subject',
    sentAt: 'At',
    state: 'State',
    mailState: {
      queued: 'Waiting',
      kept: 'Kept',
      sending: 'Sending',
      sent: 'Sent',
      waiting: 'Waiting to be sent again',
      failed: 'Could not be sent',
      uncertain: 'Unknown whether it was sent',
      stopped: 'Stopped by the recipient',
    },
    troubles: {
      server:
        'The mail server has taken nothing since {{since}}; every message waits and will be sent again. Next try: {{next}}.',
      failed: 'Messages that could not be sent: {{count}}',
      uncertain: 'Messages that may have gone: {{count}}',
      jobs: 'Background jobs that stopped because of a fault: {{count}}. See the outbox.',
    },
    resend: {
      allStates: 'All messages',
      one: 'Send this message again',
      all: 'Send again all that could not be sent',
      allMeans:
        'Messages that will be sent now: {{count}}. Those that may have gone are sent again one by one.',
      next: 'Next try: {{at}}.',
      means: {
        resent: 'The message will be sent to {{email}} now.',
        risked: 'The message may have reached {{email}} already; sent again, it may arrive twice.',
      },
      done: 'The message to {{email}} is in the queue.',
      doneAll: 'Messages put into the queue: {{count}}.',
      jobs: 'Run the stopped background jobs again',
      jobsMean: 'These jobs stopped because of a fault and will run again: {{list}}.',
      jobsDone: 'Background jobs that run again: {{count}}.',
      refused: {
        moved: 'This message has changed its state and cannot be sent again. See its new state below.',
        stopped: 'The recipient has stopped invitations and reminders, so this message is not sent again.',
        noServer: 'No mail server is configured, so nothing can be sent yet.',
      },
    },
    auditIntro: 'Every change of state, newest first. Addresses and devices are taken out after 90 days.',
    event: 'Event',
    actor: 'By',
    subject_id: 'Subject',
    system: 'System',
  },
  mail: {
    undelivered: {
      title: 'Messages of yours that did not arrive: {{count}}',
      about:
        'Check the address or reach the recipient in another way; an administrator can send the message again.',
      fault: 'The mail server said:',
    },
    stop: 'To receive no more invitations and reminders, open: {{link}}',
    behalf: {
      subject: 'Confirm a work entered on your behalf',
      body: 'Dear {{name}},\n\n{{by}}, coordinator of {{province}}, has entered your work “{{title}}” in edition {{edition}} of the National External Information Service Award on your behalf. Please confirm and complete it no later than {{closes}}:\n{{link}}\n\nIf this is not your work, please ignore this message.',
    },
    exportReady: {
      subject: 'Your file is ready: {{what}}',
      body: 'Dear {{name}},\n\nThe file “{{what}}” is ready. You can download it for 7 days at:\n{{link}}',
    },
    signature: 'Yours sincerely,\n\nSecretariat of the National External Information Service Award',
    personalRequest: {
      subject: 'Request about personal data: {{state}}',
      body: 'Dear {{name}},\n\nYour request about personal data: {{kind}}\nState: {{state}}\nTo be done by: {{due}}\n{{answer}}\n\nNotice on personal data: {{link}}',
    },
    addressOld: {
      subject: 'Confirm the change of your e-mail address (old address)',
      body: 'Dear {{name}},\n\nSomebody asked to change the address of your account of the Award from this one to {{email}}. If it was you, please confirm within 3 days at:\n{{link}}\n\nIf it was not you, please do not open the link, and change your password at once; the address changes only once both have confirmed.',
    },
    addressNew: {
      subject: 'Confirm the change of your e-mail address (new address)',
      body: 'Dear Sir or Madam,\n\nAn account of the National External Information Service Award wishes to use this address. If it was you who asked, please confirm within 3 days at:\n{{link}}\n\nIf it was not you, please ignore this letter.',
    },
    addressChanged: {
      subject: 'The e-mail address of your account has changed',
      body: 'Dear {{name}},\n\nOn {{time}} the address of your account of the Award changed from this one to {{email}}. If it was not you, please tell the secretariat at once.',
    },
    heldData: {
      subject: 'The portal of the Award holds data about you',
      body: 'Dear Sir or Madam,\n\nUnder the Personal Data Protection Law we inform you that the portal of the National External Information Service Award holds data about you which others gave, to enter a work or to invite you.\n\nPlease see which data these are and who gave them, and object if you do not agree, at:\n{{link}}\n\nThis letter is sent once. How long data are kept, and your rights: {{privacy}}',
    },
    confirmEmail: {
      subject: 'Confirm your e-mail address',
      body: 'Dear Sir or Madam,\n\nPlease open this link to confirm your address and begin to submit works:\n{{link}}\n\nThe link works for 72 hours. If you did not register, please ignore this message.',
    },
    alreadyRegistered: {
      subject: 'This address already has an account',
      body: 'Dear {{name}},\n\nSomebody has just registered with this address, but you already have an account. Please sign in at:\n{{link}}\n\nIf it was not you, please ignore this message.',
    },
    newDevice: {
      subject: 'Your account was signed in to on a new device',
      body: 'Dear {{name}},\n\nAt {{time}} your account was signed in to on a device or browser that was not used before:\n{{agent}} ({{address}})\n\nIf it was you, there is nothing to do. If not, set a new password at once at:\n{{link}}',
    },
    passwordChanged: {
      subject: 'Your password was changed',
      body: 'Dear {{name}},\n\nThe password of your account was changed at {{time}}. If it was not you, set a new one at once at:\n{{link}}',
    },
    secondFactorSet: {
      subject: 'Your account has a second step now',
      body: 'Dear {{name}},\n\nAt {{time}} a second step (an authenticator app on a telephone) was set up for your account. If it was not you, please reset your password at once:\n{{link}}',
    },
    secondFactorRemoved: {
      subject: 'The second step of your account was removed',
      body: 'Dear {{name}},\n\nAt {{time}} the second step of your account was removed. If it was not you, please reset your password at once:\n{{link}}',
    },
    passkeyAdded: {
      subject: 'Your account has one more passkey',
      body: 'Dear {{name}},\n\nAt {{time}} a passkey was added to your account. If it was not you, please reset your password at once:\n{{link}}',
    },
    passkeyRemoved: {
      subject: 'A passkey was removed',
      body: 'Dear {{name}},\n\nAt {{time}} a passkey of your account was removed. If it was not you, please reset your password at once:\n{{link}}',
    },
    recoveryUsed: {
      subject: 'One of your recovery codes was used',
      body: 'Dear {{name}},\n\nAt {{time}} somebody signed in to your account with a recovery code. Codes left: {{left}}. You can make ten new ones on your account page. If it was not you, please reset your password at once:\n{{link}}',
    },
    resetPassword: {
      subject: 'Reset your password',
      body: 'Dear Sir or Madam,\n\nPlease open this link to set a new password (it works once, for 2 hours):\n{{link}}\n\nIf you did not ask for it, please ignore this message.',
    },
    invitation: {
      subject: 'Invitation to the {{award}}',
      body: 'Dear Sir or Madam,\n\nYou{{whom}} are invited to the {{award}} as: {{role}}.\n{{dates}}\n\nPlease open this link to accept the invitation (it works once, for {{days}} days, until {{expires}}):\n{{link}}\n\nInvited by: {{by}} ({{address}}).',
      edition: 'National External Information Service Award, edition {{number}}',
      award: 'National External Information Service Award',
      receiving: 'Entries are received from {{from}} to {{to}}',
      round: {
        preliminary: 'Preliminary round: from {{from}} to {{to}}',
        final: 'Final round: from {{from}} to {{to}}',
      },
    },
    receipt: {
      subject: 'Entry {{number}} received',
      body: 'Dear {{name}},\n\nThe secretariat has received “{{title}}”.\nNumber: {{number}}\nSubmitted: {{time}}\nCheck the receipt at: {{link}}',
    },
    supplement: {
      subject: 'Completion of entry {{number}} received',
      body: 'Dear {{name}},\n\nThe secretariat has received the completion of “{{title}}”.\nNumber: {{number}}\nCompleted: {{time}}\n\n{{done}}\n\nThe moment of first submission stays and is the one that counts for the deadline: {{first}}\nCheck the receipt: {{link}}',
      changed: '– {{asked}}: completed ({{what}})',
      kept: '– {{asked}}: left as it is ({{why}})',
      section: '– {{asked}}',
    },
    eligible: {
      subject: 'Entry {{number}} is eligible',
      body: 'Dear {{name}},\n\n“{{title}}” (number {{number}}) has been screened: it is eligible and goes to the jury.',
    },
    ineligible: {
      subject: 'Entry {{number}} is not eligible',
      body: 'Dear {{name}},\n\n“{{title}}” (number {{number}}) has been screened: it is not eligible. Reason: {{reason}}.\n{{note}}',
    },
    returned: {
      subject: 'Entry {{number}} needs completion',
      body: 'Dear {{name}},\n\nThe dossier of “{{title}}” (number {{number}}) must be completed no later than {{until}}: {{fields}}.\n{{note}}\n\nPlease complete it at: {{link}}',
    },
    returnExtended: {
      subject: 'More time to complete entry {{number}}',
      body: 'Dear {{name}},\n\nThe dossier of “{{title}}” (number {{number}}) may now be completed until {{until}}.\n{{note}}\n\nPlease complete it at: {{link}}',
    },
    disqualified: {
      subject: 'Entry {{number}} has been disqualified',
      body: 'Dear {{name}},\n\nThe organizers have disqualified “{{title}}” (number {{number}}). Reason: {{reason}}',
    },
    reinstated: {
      subject: 'Entry {{number}} is back in the award',
      body: 'Dear {{name}},\n\nThe disqualification of “{{title}}” (number {{number}}) has been taken back; it competes again. Reason: {{reason}}',
    },
    roundClosed: {
      subject: '{{stage}} closed: the chain of score events',
      body: 'Dear {{name}},\n\n{{stage}} has closed. Rows in the chain of score events: {{rows}}; its end (SHA-256):\n{{head}}\n\nPlease keep this letter: it proves that no sheet was changed later. Check with: npx chungkhao audit verify',
    },
    secondLook: {
      subject: 'Please look at a score sheet again',
      body: 'Dear {{name}},\n\nThe panel chair asks you to look at your sheet for “{{title}}” again:\n{{note}}\n\nWhether to change it is up to you. Please see it at: {{link}}',
    },
    judgeReminder: {
      subject_other: 'Reminder: {{left}} entries left to score',
      subject_one: 'Reminder: {{left}} entry left to score',
      body_other:
        'Dear {{name}},\n\nYou have {{left}} entries without a submitted score sheet; the round closes at {{closes}}.\nPlease score at: {{link}}',
      body_one:
        'Dear {{name}},\n\nYou have {{left}} entry without a submitted score sheet; the round closes at {{closes}}.\nPlease score at: {{link}}',
    },
    infectedFile: {
      subject: 'Infected file: {{file}}',
      body: 'Dear {{name}},\n\nThe virus scanner of the portal found {{found}} in the file “{{file}}”. Nobody can open this file, and it does not count for the dossier.\nPlease check your computer, remove the file and upload a clean copy at: {{link}}',
    },
    infectedFileTold: {
      subject: 'Infected file in a submitted dossier: {{file}}',
      body: 'Dear {{name}},\n\nThe virus scanner of the portal found {{found}} in the file “{{file}}” of a submitted dossier. Nobody can open this file, and it does not count for the dossier. Its author has been told; if a clean copy is needed, please ask for it at: {{link}}',
    },
    rechecked: {
      subject: 'Rules changed: entry {{number}}',
      body: 'Dear {{name}},\n\nThe rules of the edition have changed and “{{title}}” (number {{number}}) was checked again:\n{{findings}}\n\nThe secretariat will look at the dossier under the new rules; you need not do anything now. See the dossier at: {{link}}',
      holds: '– {{rule}}: met now.',
      broken: '– {{rule}}: no longer met.',
    },
  },
} as const
