export default {
  passkey: {
    title: 'Passkeys',
    intro:
      'Sign in with the fingerprint, face or PIN of your device, without password and 6-digit code. You can have several, for example one for the computer at work and one for the telephone.',
    signIn: 'Sign in with a passkey',
    name: 'Name of the passkey',
    nameHint: 'So that you know it again later, for example: computer at work.',
    add: 'Add a passkey',
    added: 'The passkey is added. Your other sessions have ended.',
    rename: 'Rename',
    named: 'The passkey is renamed.',
    remove: 'Remove this passkey',
    removeMeans:
      'It signs in no more. Where it is still kept on the device, you can delete it in the settings of the device.',
    removed: 'The passkey is removed.',
    used: 'last used {{at}}',
    made: 'made {{at}}, not used yet',
  },
  secondFactor: {
    title: 'Second step',
    required:
      'Your role needs one more step when signing in: beside the password, a 6-digit code made by your telephone. It is set up once and takes about two minutes.',
    offered:
      'You can protect your account by one more step: beside the password, a 6-digit code made by your telephone. You do not have to.',
    setUp: 'Set it up',
    app: 'Install an authenticator app on your telephone, for example Google Authenticator or Microsoft Authenticator.',
    scan: 'In the app, choose to add an account and point the camera at the picture below.',
    type: 'Type the 6 digits the app shows into the field below.',
    picture: 'QR code that adds the account to an authenticator app',
    byHand: 'Cannot scan the picture? Please type this key into the app:',
    submit: 'Confirm and turn on',
    isThere: 'The second step is on',
    codesLeft_one: 'One recovery code is left.',
    codesLeft_other: '{{count}} recovery codes are left.',
    newCodes: 'Make ten new recovery codes',
    newCodesMean: 'The old recovery codes work no more.',
    remove: 'Remove this authenticator app',
    removeMeans:
      'From the next time on the password is enough to sign in. The recovery codes work no more either.',
    removeRequiredMeans:
      'For when you change telephones: you set it up on the new one right afterwards, since your role needs this step. The old recovery codes work no more.',
    removed: 'The authenticator app is removed.',
    codes: 'Recovery codes',
    codesTitle: 'Ten recovery codes',
    codesOnce:
      'These codes are shown only once. Please print this page (keys Ctrl and P) or copy them to paper, and keep them where only you can get them.',
    codesMean: 'When you have no telephone at hand, each stands in for the 6-digit code once.',
    codesGone:
      'Recovery codes are shown once, right when they are made. If yours are lost, please make ten new ones.',
    ofJudges: 'Judges of this edition need a second step to sign in',
    ofJudgesMeans:
      'A judge who has none yet is led to set it up right after signing in the next time, which takes about two minutes.',
    goOn: 'I have put them away, go on',
    back: 'Back to the second step',
  },
  strength: {
    fair: 'It can be used. One or two words more make it harder to guess.',
    good: 'Rather hard to guess.',
    strong: 'Very hard to guess.',
  },
  proof: {
    title: 'Please show that it is you',
    asked:
      'This cannot be undone, so we need to be sure that it is you. What you sent is kept here and has not been carried out.',
    notKept:
      'This cannot be undone, so we need to be sure that it is you. What you sent could not be kept; please go back to the page and send it again.',
    password: 'Your password',
    submit: 'Confirm and go on',
    lasts: 'Once confirmed, you are not asked again for 10 minutes.',
    wrong: 'The password is not right. Nothing has been carried out; please type it again.',
    none: 'Please type your password to go on.',
  },
}
