import { createContext, useContext } from 'react'

/** The CSP nonce of this answer: on the server from the request, in the browser empty. It never travels as data. */
export const NonceContext = createContext<string | undefined>(undefined)
export const useNonce = () => useContext(NonceContext)
